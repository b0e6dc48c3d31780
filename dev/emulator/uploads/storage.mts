/** Uploaded files: kept on disk, behind public links, for 72 hours. */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../clock.mts';

/** A file that arrived on disk but is not yet kept. */
export interface Arrival {
  /** On disk. */
  path: string;
  /** With extension, without folders. */
  name: string;
  /** Bytes. */
  size: number;
}

export interface StoredFile extends Arrival {
  id: string;
  /** Of the link, from the root of the results origin, encoded. */
  urlPath: string;
  /** Milliseconds on the emulator's clock. */
  createdAt: number;
}

const lifeMs = 72 * 3_600_000;
const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

export class Storage {
  readonly #folder: string;
  readonly #files: StoredFile[] = [];

  constructor(
    root: string,
    private readonly clock: Clock,
  ) {
    this.#folder = join(root, 'uploads');
    mkdirSync(this.#folder);
  }

  /** A fresh path to write an upload to. */
  newPath(): string {
    return join(this.#folder, hex(8));
  }

  keep({ path, name, size }: Arrival): StoredFile {
    const createdAt = this.clock.now();
    const day = new Date(createdAt).toISOString().slice(0, 10).replaceAll('-', '');
    const id = `file-${Math.floor(createdAt / 1000)}-${hex(3)}`;
    const urlPath = `/uploads/${day}/${hex(6)}/${encodeURIComponent(name)}`;
    const file = { id, name, urlPath, path, size, createdAt };
    this.#files.push(file);
    return file;
  }

  /** By the path of its link; nothing once it is 72 hours old. */
  find(urlPath: string): StoredFile | undefined {
    const isThere = ({ createdAt }: StoredFile) => this.clock.now() < createdAt + lifeMs;
    return this.#files.find((file) => file.urlPath === urlPath && isThere(file));
  }
}
