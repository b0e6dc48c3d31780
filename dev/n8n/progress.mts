/** Prints one line. */
export type Say = (line: string) => void;

export interface ProgressOptions {
  readonly say: Say;
  readonly steps: number;
  /** Megabytes written since the work began. */
  readonly megabytes: () => number;
  /** Milliseconds on any clock that only moves forward. */
  readonly clock: () => number;
  readonly everyMs?: number;
}

/** How far a step has come. */
export interface Reading {
  readonly step: number;
  readonly steps: number;
  readonly text: string;
  readonly seconds: number;
  readonly megabytes: number;
}

const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** One line of the log, the same in a terminal and in a CI log. */
export function progressLine({ step, steps, text, seconds, megabytes }: Reading): string {
  const size = megabytes >= 1 ? `, about ${number.format(megabytes)} MB written` : '';
  return `  step ${step} of ${steps}: ${text} … ${number.format(seconds)} s${size}`;
}

/** Reports steps that run one after the other: a line when one begins, and one at intervals while it lasts. */
export class Progress {
  private count = 0;

  constructor(private readonly options: ProgressOptions) {}

  /** Runs one step. The interval never keeps the process alive. */
  async step<T>(text: string, work: () => Promise<T>): Promise<T> {
    const { say, steps, megabytes, clock, everyMs = 15_000 } = this.options;
    const step = ++this.count;
    const began = clock();
    const seconds = () => (clock() - began) / 1000;
    say(`  step ${step} of ${steps}: ${text}`);
    const report = () => say(progressLine({ step, steps, text, seconds: seconds(), megabytes: megabytes() }));
    const timer = setInterval(report, everyMs).unref();
    return await work().finally(() => clearInterval(timer));
  }
}
