/** What an operation is: it reads and checks its item first, and says what work is then to be done. */
import type { INodeExecutionData } from 'n8n-workflow';
import type { Prices } from '../api/account';
import type { Client } from '../api/client';
import type { FileTools } from '../files/itemFile';
import type { ReadParameter } from '../request/checked';
import type { Till } from '../submit/till';
import type { Clock } from '../time';

import type { TaskHistory, Watch } from '../wait/watch';

/** What all items of one execution share. */
export interface Run {
  client: Client;
  till: Till;
  watch: Watch;
  history: TaskHistory;
  files: FileTools;
  clock: Clock;
  prices: Prices;
  /** AIHubMax itself is on this machine or network, so it can fetch what only this network has. */
  allowsPrivate: boolean;
  /** Order Key as it is written in the node, before its expression is evaluated. */
  keyAsWritten: unknown;
}

export interface Item extends Pick<INodeExecutionData, 'json' | 'binary'> {
  index: number;
  read: ReadParameter;
}

interface Plan {
  /** How many items may be at this work at once. */
  concurrency: number;
  /** The item's own fields come out as well. */
  includesInput?: boolean;
  /** Throws VideoError. */
  work(): Promise<INodeExecutionData>;
}

/** Throws VideoError when something is wrong with the item; nothing has been sent by then. */
export type Operation = (run: Run, item: Item) => Promise<Plan>;
