/** The state of one emulated service, and how it is set up; the routes are views on it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Accounts, type Account } from './accounts.mts';
import { driven, RunningClock, type Clock, type DrivenClock } from './clock.mts';
import { Gate } from './faults/delivery.mts';
import { FaultBook } from './faults/faults.mts';
import { Journal } from './journal.mts';
import { Films } from './render/films.mts';
import type { Renderer } from './render/render.mts';
import type { TaskScript } from './tasks/script.mts';
import { Tasks } from './tasks/tasks.mts';
import { Storage } from './uploads/storage.mts';

export interface EmulatorOptions {
  /** Of the API; 0 = any free one. */
  port?: number;
  /** Of the results; 0 = any free one. */
  resultsPort?: number;
  /** Default: the machine's own time. */
  clock?: Clock;
  /** How many times faster than the machine's time. Without effect on a clock handed in. */
  speed?: number;
  /** From a task's creation to its end, by the clock. */
  taskSeconds?: number;
  /** false = every task gets one tiny fixed MP4 at once, and no picture is fetched. */
  render?: boolean | Renderer;
  /** Every task's result is one MP4 of this many bytes; renders nothing. */
  resultBytes?: number;
  /** On the ready key. */
  credits?: number;
  /** Applied to every task, under what a fault rule says. */
  script?: Partial<TaskScript>;
}

export class Service {
  readonly clock: DrivenClock;
  readonly journal: Journal;
  readonly accounts = new Accounts();
  readonly tasks = new Tasks();
  readonly gate = new Gate();
  readonly faults = new FaultBook();
  readonly films: Films;
  readonly storage: Storage;
  /** The ready key's account. */
  readonly account: Account;
  /** Films and uploads; removed at the end. */
  readonly folder = mkdtempSync(join(tmpdir(), 'aihubmax-emulator-'));
  /** Known once both origins listen. */
  url = '';
  resultsUrl = '';

  constructor(readonly options: EmulatorOptions) {
    this.clock = driven(options.clock ?? new RunningClock(options.speed));
    this.journal = new Journal(this.clock);
    this.films = new Films(options, this.clock, this.folder);
    this.storage = new Storage(this.folder, this.clock);
    this.account = this.accounts.open(options.credits ?? 10_000);
  }

  creditsLeft({ key, granted }: Account): number {
    return granted - this.tasks.creditsOf(key, this.clock.now());
  }

  async close(): Promise<void> {
    this.gate.release();
    await this.films.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
