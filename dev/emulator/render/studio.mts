/** Makes films one at a time, so that the service still answers while it works. */
import pLimit from 'p-limit';
import { join } from 'node:path';
import type { Clock } from '../clock.mts';
import { FilmError, type Film, type FilmMaker, type FilmOrder, type Renderer } from './film.mts';

export class Studio {
  private readonly limit = pLimit(1);
  private readonly work = new Set<Promise<void>>();

  /** `folder` is where the films go; whoever made it removes it. */
  constructor(
    private readonly renderer: Renderer,
    private readonly clock: Clock,
    private readonly folder: string,
  ) {}

  readonly start: FilmMaker = (name, order) => {
    const film: Film = { path: join(this.folder, `${name}.mp4`), state: 'rendering', readyAt: 0 };
    const work = this.limit(() => this.make(film, { ...order, path: film.path }));
    this.work.add(work);
    void work.finally(() => this.work.delete(work));
    return film;
  };

  /** Resolves when every film ordered so far is ready or failed. */
  async settled(): Promise<void> {
    await Promise.all(this.work);
  }

  /** Films not begun are dropped. */
  close(): void {
    this.limit.clearQueue();
  }

  private async make(film: Film, order: FilmOrder): Promise<void> {
    try {
      await this.renderer(order);
      film.readyAt = this.clock.now();
      film.state = 'ready';
    } catch (error) {
      film.code = error instanceof FilmError ? error.code : 'generation_failed';
      film.reason = error instanceof Error ? error.message : String(error);
      film.state = 'failed';
    }
  }
}
