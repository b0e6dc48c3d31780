/** The files of one run: into AIHubMax as URLs, and out of it as binary data of the items. */
import type { IBinaryKeyData } from 'n8n-workflow';
import type { Client } from '../api/client';
import type { Task } from '../api/task';
import type { Failure } from '../errors';
import type { Memory } from '../memory';
import type { VideoFile } from '../request/settings';
import type { CheckedRequest } from '../request/validate';
import type { Clock } from '../time';
import { downloadVideos } from './downloadVideos';
import type { Inspection } from './inspect';
import type { LinkOpener } from './openLink';
import { examineFiles } from './examine';
import { Probe } from './probe';
import { openRequestFiles } from './requestFiles';
import type { RequestFiles } from './requestFiles';
import type { Store } from './store';
import { Uploads } from './uploads';

/** What the work on the files of a run shares. */
export interface FileBench {
  client: Client;
  clock: Clock;
  stop: AbortSignal;
  store: Store;
  links: LinkOpener;
  probe: Probe;
  /** Tells the user something about a file of an item that does not refuse it. */
  note(sentence: string): void;
  uploads: Uploads;
  /** Items often hold the same file, which is read once: by the file's ID. */
  inspections: Map<string, Promise<Inspection>>;
}

export class Files {
  readonly #bench: FileBench;

  /** `isLocal`: AIHubMax itself is on this machine or network. */
  constructor(
    tools: Omit<FileBench, 'uploads' | 'inspections' | 'probe'>,
    { memory, isLocal }: { memory: Memory; isLocal: boolean },
  ) {
    const uploads = new Uploads({ ...tools, memory });
    this.#bench = { ...tools, uploads, probe: new Probe(tools.links, isLocal), inspections: new Map() };
  }

  /** Looks into the files of an item's request; nothing is sent for that. `mayBeLost`: an earlier try has left something for it. Throws VideoError. */
  async open(
    item: { itemIndex: number; mayBeLost: boolean },
    request: CheckedRequest,
  ): Promise<RequestFiles> {
    return await openRequestFiles(this.#bench, item, request);
  }

  /** What Check tells of an item's files, in the order of the form. Throws VideoError on a refused key only. */
  async examine(itemIndex: number, { files, values }: CheckedRequest): ReturnType<typeof examineFiles> {
    return await examineFiles(this.#bench, itemIndex, { files, ratio: values.aspectRatio });
  }

  /** Forgets the uploads of a request whose files AIHubMax could not use; see Uploads. */
  forgetUploads(failure: Pick<Failure, 'category'> | null | undefined, request: object): void {
    this.#bench.uploads.forget(failure, request);
  }

  /** The videos of a finished task as binary fields, and why one is missing: a finished, paid task is never hidden. */
  async download(
    task: Task,
    wanted: VideoFile & { timeLeftMs?: number },
  ): Promise<{ binary: IBinaryKeyData; failure?: Failure }> {
    return await downloadVideos(this.#bench, task, wanted);
  }
}
