/** What an operation is: it reads and checks its item first, and says what work is then to be done. */
import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';
import type { ReadParameter } from '../request/read';
import type { Run } from '../run/createRun';

export interface Item {
  index: number;
  read: ReadParameter;
}

export interface Done {
  json: IDataObject;
  binary?: IBinaryKeyData;
}

export interface Plan {
  /** How many items may be at this work at once. */
  atOnce: number;
  /** Throws VideoError. */
  work(): Promise<Done>;
}

/** Throws VideoError when something is wrong with the item; nothing has been sent by then. */
export type Operation = (run: Run, item: Item) => Promise<Plan>;

/** By the name that the form gives them. */
export type Operations = Readonly<Record<string, Operation>>;
