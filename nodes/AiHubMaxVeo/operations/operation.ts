/** What an operation is: it reads and checks its item first, and says what work is then to be done. */
import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';
import type { Prices } from '../api/account';
import type { Client } from '../api/client';
import type { DownloadTools } from '../files/downloadVideos';
import type { FileTools } from '../files/itemFile';
import type { ReadParameter } from '../request/read';
import type { Till } from '../submit/till';
import type { Clock } from '../time';
import type { Sightings } from '../wait/seen';
import type { Watch } from '../wait/watch';

/** What all items of one execution share. */
export interface Run {
  client: Client;
  till: Till;
  watch: Watch;
  sightings: Sightings;
  files: DownloadTools & FileTools;
  clock: Clock;
  prices: Prices;
  balance(): ReturnType<Client['credits']>;
  /** Tells the user something after the run besides its items. */
  note(sentence: string): void;
  /** AIHubMax itself is on this machine or network, so it can fetch what only this network has. */
  isLocal: boolean;
}

export interface Item {
  index: number;
  json: IDataObject;
  binary?: IBinaryKeyData;
  read: ReadParameter;
}

export interface Done {
  json: IDataObject;
  binary?: IBinaryKeyData;
}

interface Plan {
  /** How many items may be at this work at once. */
  concurrency: number;
  /** The item's own fields come out as well. */
  includesInput?: boolean;
  /** Throws VideoError. */
  work(): Promise<Done>;
}

/** Throws VideoError when something is wrong with the item; nothing has been sent by then. */
export type Operation = (run: Run, item: Item) => Promise<Plan>;
