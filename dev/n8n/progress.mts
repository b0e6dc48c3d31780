/** Prints one line. */
export type Say = (line: string) => void;

/** How far a step has come, as the line shows it. */
export interface Reading {
  readonly step: number;
  readonly steps: number;
  readonly text: string;
  readonly seconds: number;
  /** Written to the disk since the work began. */
  readonly megabytes: number;
}

export interface ProgressOptions {
  readonly say: Say;
  readonly steps: number;
  /** Megabytes written since the work began. */
  readonly megabytes: () => number;
  /** Milliseconds on any clock that only moves forward. */
  readonly clock: () => number;
  readonly everyMs?: number;
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
    const { say, steps, clock, everyMs = 15_000 } = this.options;
    const step = ++this.count;
    const began = clock();
    say(`  step ${step} of ${steps}: ${text}`);
    const report = () =>
      say(
        progressLine({
          step,
          steps,
          text,
          seconds: (clock() - began) / 1000,
          megabytes: this.options.megabytes(),
        }),
      );
    const timer = setInterval(report, everyMs);
    timer.unref();
    try {
      return await work();
    } finally {
      clearInterval(timer);
    }
  }
}
