/** The cells of the matrix: every fault of a kind of request, in every operation that sends it. */
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { png } from '../support/binaries.mts';
import { createRows } from './rows/create.mts';
import type { Row } from './rows/fault.mts';
import { resultRows } from './rows/result.mts';
import { statusRows } from './rows/status.mts';
import { uploadRows } from './rows/upload.mts';

export type Kind = 'create' | 'status' | 'upload' | 'result';

/** The parameters that make an operation, without its inputs. */
const operations = {
  create: { operation: 'create' },
  createAndWait: { operation: 'createAndWait', waitOptions: { timeoutMinutes: 3 } },
  'createAndWait with the file': { operation: 'createAndWait', downloadVideo: true },
  getStatus: { operation: 'getStatus', waitForCompletion: true, waitOptions: { timeoutMinutes: 2 } },
  'getStatus with the file': { operation: 'getStatus', waitForCompletion: true, downloadVideo: true },
} satisfies Record<string, INodeParameters>;

export type OperationName = keyof typeof operations;

const kinds: Record<Kind, { rows: Row[]; operations: OperationName[] }> = {
  create: { rows: createRows, operations: ['create', 'createAndWait', 'createAndWait with the file'] },
  status: { rows: statusRows, operations: ['createAndWait', 'getStatus'] },
  upload: { rows: uploadRows, operations: ['create', 'createAndWait'] },
  result: { rows: resultRows, operations: ['createAndWait with the file', 'getStatus with the file'] },
};

export interface Cell {
  kind: Kind;
  row: Row;
  operation: OperationName;
  /** The fault stays, instead of meeting one request only. */
  stays: boolean;
  /** Retry On Fail. */
  retries: boolean;
}

/** How often the node is tried with Retry On Fail. */
export const tries = 2;

export const retryOnFail = { retryOnFail: true, maxTries: tries, waitBetweenTries: 1 } as const;

export const readsOnly = ({ operation }: Pick<Cell, 'operation'>): boolean =>
  operation.startsWith('getStatus');

/** What costs real time is played once in the longest of the operations. */
const operationsFor = (row: Row, names: OperationName[]): OperationName[] =>
  row.slow ? names.slice(-1) : names;

const both = [false, true];

export function cellsOf(kind: Kind): Array<[name: string, cell: Cell]> {
  const { rows, operations: names } = kinds[kind];
  const cells = rows.flatMap((row) =>
    operationsFor(row, names).flatMap((operation) =>
      (row.slow ? [false] : both).flatMap((stays) =>
        both.map((retries): Cell => ({ kind, row, operation, stays, retries })),
      ),
    ),
  );
  return cells.map((cell) => [nameOf(cell), cell]);
}

const nameOf = ({ row, operation, stays, retries }: Cell): string =>
  [row.fault, stays ? 'forever' : 'once', operation, `Retry On Fail ${retries ? 'on' : 'off'}`].join(' | ');

/** The smallest picture that passes the node's own look at it. */
export const picture = (name = 'photo.png'): INodeExecutionData['binary'] => {
  // Another name is another file.
  const data = png(1920, 1080, 69 + name.length);
  return { data: { data: data.toString('base64'), mimeType: 'image/png', fileName: name } };
};

/** What the operation needs besides: a picture by address or as a file, or a task. */
export function parametersOf(
  { kind, operation }: Cell,
  inputs: { taskId: string; imageUrl: string },
): INodeParameters {
  if (readsOnly({ operation })) return { ...operations[operation], taskId: inputs.taskId };
  const image = kind === 'upload' ? { imageSource: 'binary' } : { imageUrl: inputs.imageUrl };
  return { ...operations[operation], prompt: 'Waves roll in', ...image };
}
