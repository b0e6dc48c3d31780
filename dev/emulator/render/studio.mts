/** Makes films one after another, so that the service still answers while it works. */
import { join } from 'node:path';
import type { Clock } from '../clock.mts';
import { FilmError, type Film, type FilmMaker, type FilmOrder, type Renderer } from './film.mts';

export class Studio {
  private readonly stopping = new AbortController();
  private work: Promise<void> = Promise.resolve();

  /** `folder` is where the films go; whoever made it removes it. */
  constructor(
    private readonly renderer: Renderer,
    private readonly clock: Clock,
    private readonly folder: string,
  ) {}

  readonly start: FilmMaker = (name, order) => {
    const film: Film = { path: join(this.folder, `${name}.mp4`), state: 'rendering', readyAt: 0 };
    this.work = this.work.then(() => this.make(film, { ...order, path: film.path }));
    return film;
  };

  /** Resolves when every film ordered so far is ready or failed. */
  settled(): Promise<void> {
    return this.work;
  }

  /** Ends the film at work and drops those that wait. */
  async close(): Promise<void> {
    this.stopping.abort();
    await this.work;
  }

  private async make(film: Film, order: FilmOrder): Promise<void> {
    const { signal } = this.stopping;
    if (signal.aborted) return;
    try {
      await this.renderer(order, signal);
      film.readyAt = this.clock.now();
      film.state = 'ready';
    } catch (error) {
      film.code = error instanceof FilmError ? error.code : 'generation_failed';
      film.reason = error instanceof Error ? error.message : String(error);
      film.state = 'failed';
    }
  }
}
