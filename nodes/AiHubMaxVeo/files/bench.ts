/** What the work on the files of a run shares. */
import type { Client } from '../api/client';
import type { Clock } from '../time';
import type { Inspection } from './inspect';
import type { LinkOpener } from './links';
import type { Probe } from './probe';
import type { Store } from './store';
import type { Uploads } from './uploads';

export interface FileBench {
  client: Client;
  clock: Clock;
  stop: AbortSignal;
  store: Store;
  links: LinkOpener;
  probe: Probe;
  uploads: Uploads;
  /** Items often hold the same file, which is read once: by the file's ID. */
  inspections: Map<string, Promise<Inspection>>;
  /** Tells the user something about a file of an item that does not refuse it. */
  note(sentence: string): void;
}
