/** Uploaded files: kept on disk, behind public links, for 72 hours or until room is needed. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../clock.mts';
import { Refusal } from '../refusal.mts';

/** A file that arrived on disk but is not yet kept. */
export interface Arrival {
  /** On disk. */
  path: string;
  /** With extension, without folders. */
  name: string;
  /** Bytes. */
  size: number;
  /** Whether older files may give way to it. */
  autoCleanup: boolean;
}

export interface StoredFile extends Omit<Arrival, 'autoCleanup'> {
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
  #files: StoredFile[] = [];

  constructor(
    root: string,
    private readonly clock: Clock,
    private readonly capacity: number,
  ) {
    this.#folder = join(root, 'uploads');
    mkdirSync(this.#folder);
  }

  /** A fresh path to write an upload to. */
  newPath(): string {
    return join(this.#folder, hex(8));
  }

  /** Throws 403 when there is no room and nothing may give way. */
  keep({ path, name, size, autoCleanup }: Arrival): StoredFile {
    this.#makeRoom(size, autoCleanup);
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
    this.#drop(this.#files.filter(({ createdAt }) => this.clock.now() >= createdAt + lifeMs));
    return this.#files.find((file) => file.urlPath === urlPath);
  }

  #makeRoom(size: number, autoCleanup: boolean): void {
    let free = this.capacity - this.#files.reduce((sum, file) => sum + file.size, 0);
    while (free < size && autoCleanup && this.#files[0]) {
      free += this.#files[0].size;
      this.#drop([this.#files[0]]);
    }
    if (free >= size) return;
    const message = 'Storage is full; delete files or allow auto_cleanup';
    throw new Refusal(403, 'storage_full', message);
  }

  #drop(gone: readonly StoredFile[]): void {
    gone.forEach(({ path }) => rmSync(path, { force: true }));
    this.#files = this.#files.filter((file) => !gone.includes(file));
  }
}
