/** What an operation is: it reads and checks its item at once, and says what work is then to be done. */
import type { IDataObject } from 'n8n-workflow';
import type { ReadParameter } from '../request/read';
import type { Run } from './run';

export interface Item {
  index: number;
  read: ReadParameter;
}

export interface Plan {
  /** How many items may be at this work at once. */
  atOnce: number;
  /** Gives the JSON of the item's output. Throws VideoError. */
  work(run: Run): Promise<IDataObject>;
}

/** Throws VideoError when something is wrong with the item; nothing has been sent by then. */
export type Operation = (item: Item) => Plan;
