/** What must come of a cell, from its row alone. */
import { readsOnly, tries, type Cell } from './cell.mts';

export interface Expected {
  /** Creates that reach the service; null = as many as the patience with refusals allows. */
  creates: number | null;
  /** Tasks that are made, and paid for. */
  made: number;
  /** The same. */
  uploads: number | null;
  /** The category that ends the item; null = it comes out. */
  told: string | null;
}

const runs = ({ retries }: Cell): number => (retries ? tries : 1);

/** How often the node sends an upload that stumbles. */
const uploadAttempts = 3;

/** A fault that meets one request is over at the next try of the node. */
const isOver = ({ stays, retries }: Cell): boolean => !stays && retries;

function ofCreate(cell: Cell): Expected {
  const { course, told, made } = cell.row;
  if (told === 'none') return { creates: 1, made: 1, uploads: 0, told: null };
  if (course === 'unknown') return { creates: 1, made: made ? 1 : 0, uploads: 0, told };
  if (course === 'rides' && !cell.stays) return { creates: 2, made: 1, uploads: 0, told: null };
  if (isOver(cell)) return { creates: 2, made: 1, uploads: 0, told: null };
  return { creates: course === 'rides' ? null : runs(cell), made: 0, uploads: 0, told };
}

function ofStatus(cell: Cell): Expected {
  const { course, told, soonAfterCreate } = cell.row;
  const made = readsOnly(cell) ? 0 : 1;
  const rides = (made && soonAfterCreate ? soonAfterCreate : course) === 'rides';
  const ends = cell.stays || !(rides || isOver(cell));
  return { creates: made, made, uploads: 0, told: ends ? told : null };
}

function ofUpload(cell: Cell): Expected {
  const { course, told } = cell.row;
  const each = course === 'rides' ? uploadAttempts : 1;
  const uploads = told === 'rate_limited' ? null : runs(cell) * each;
  if (cell.stays) return { creates: 0, made: 0, uploads, told };
  if (course === 'rides' || cell.retries) return { creates: 1, made: 1, uploads: 2, told: null };
  return { creates: 0, made: 0, uploads: 1, told };
}

function ofResult(cell: Cell): Expected {
  const made = readsOnly(cell) ? 0 : 1;
  return { creates: made, made, uploads: 0, told: null };
}

const byKind = { create: ofCreate, status: ofStatus, upload: ofUpload, result: ofResult };

export const expectedOf = (cell: Cell): Expected => byKind[cell.kind](cell);

/** Whether the item comes with its file, where the file was asked for. */
export const bringsFile = ({ kind, stays }: Cell): boolean => kind !== 'result' || !stays;
