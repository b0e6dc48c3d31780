/** The video file of a task: ordered at creation, there when the task may say completed. */
/** What a renderer is asked for. */
export interface FilmOrder {
  /** http(s) addresses of the pictures the video is made from, none for a video from text alone. */
  pictures: readonly string[];
  /** The addresses are of videos, whose last picture counts. */
  continues: boolean;
  width: number;
  height: number;
  seconds: number;
  audio: boolean;
  /** Where the MP4 goes. */
  path: string;
}

/** Writes the MP4 to `order.path`; rejects with a FilmError when it cannot. Stops when the signal says so. */
export type Renderer = (order: FilmOrder, signal: AbortSignal) => Promise<void>;

/** Why there is no film; the code is what the failed task reports. */
export class FilmError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export interface Film {
  path: string;
  state: 'rendering' | 'ready' | 'failed';
  /** Milliseconds on the emulator's clock, 0 until ready. */
  readyAt: number;
  code?: string;
  reason?: string;
}

/** Starts the film of one task and returns at once; the film's state changes when it is done. */
export type FilmMaker = (name: string, order: Omit<FilmOrder, 'path'>) => Film;

/** Every task gets the same file, there from the start. */
export const sharedFilm =
  (path: string): FilmMaker =>
  () => ({ path, state: 'ready', readyAt: 0 });

/** The film of a task that is not to have one. */
export const noFilm: Film = { path: '', state: 'rendering', readyAt: 0 };
