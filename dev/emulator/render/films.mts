/** The video file of a task: ordered at creation, there when the task may say completed. */
import { appendFileSync, copyFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../clock.mts';
import { Refusal } from '../refusal.mts';
import type { EmulatorOptions } from '../service.mts';
import type { FilmOrder } from './order.mts';
import { renderFilm, type Renderer } from './render.mts';

export interface Film {
  path: string;
  state: 'rendering' | 'ready' | 'failed';
  /** Milliseconds on the emulator's clock, 0 until ready. */
  readyAt: number;
  code?: string;
  reason?: string;
}

/** The film of a task that is not to have one. */
export const noFilm: Film = { path: '', state: 'rendering', readyAt: 0 };

/** One second of H.264, 64x36, made once with the packaged ffmpeg. */
const tinyFilm = fileURLToPath(new URL('./tiny.mp4', import.meta.url));

/** The tiny film, padded by a `free` box that players skip. The padding is a hole in the file: it takes no disk. */
function paddedFilm(path: string, bytes: number): string {
  copyFileSync(tinyFilm, path);
  const head = Buffer.alloc(16);
  head.writeUInt32BE(1, 0);
  head.write('free', 4, 'latin1');
  head.writeBigUInt64BE(BigInt(bytes - statSync(path).size), 8);
  appendFileSync(path, head);
  truncateSync(path, bytes);
  return path;
}

/** Where the one film of all tasks lies, when none is to be made. */
function sharedFilm({ render, resultBytes }: EmulatorOptions, folder: string): string | undefined {
  if (resultBytes) return paddedFilm(join(folder, 'padded.mp4'), resultBytes);
  return render === false ? tinyFilm : undefined;
}

/** Makes films one after another, so that the service still answers while it works. */
export class Films {
  readonly #shared: string | undefined;
  readonly #render: Renderer;
  readonly #stopping = new AbortController();
  #work: Promise<void> = Promise.resolve();

  /** `folder` is where the films go; whoever made it removes it. */
  constructor(
    options: EmulatorOptions,
    private readonly clock: Clock,
    private readonly folder: string,
  ) {
    this.#shared = sharedFilm(options, folder);
    this.#render = typeof options.render === 'function' ? options.render : renderFilm;
  }

  /** Starts the film of one task and returns at once; the film's state changes when it is done. */
  start(name: string, order: Omit<FilmOrder, 'path'>): Film {
    if (this.#shared) return { path: this.#shared, state: 'ready', readyAt: 0 };
    const film: Film = { path: join(this.folder, `${name}.mp4`), state: 'rendering', readyAt: 0 };
    this.#work = this.#work.then(() => this.#make(film, { ...order, path: film.path }));
    return film;
  }

  /** Resolves when every film ordered so far is ready or failed. */
  settled(): Promise<void> {
    return this.#work;
  }

  /** Ends the film at work and drops those that wait. */
  async close(): Promise<void> {
    this.#stopping.abort();
    await this.#work;
  }

  async #make(film: Film, order: FilmOrder): Promise<void> {
    const { signal } = this.#stopping;
    if (signal.aborted) return;
    try {
      await this.#render(order, signal);
      film.readyAt = this.clock.now();
      film.state = 'ready';
    } catch (error) {
      film.code = error instanceof Refusal ? error.code : 'generation_failed';
      film.reason = error instanceof Error ? error.message : String(error);
      film.state = 'failed';
    }
  }
}
