/**
 * What the book holds of one order. That of the execution is in n8n's node context, which survives Retry On Fail and the Retry
 * button but is keyed by the node's name alone: so every entry carries its run, its item and fingerprints of its request.
 * An entry is never overwritten: a person may edit the node, press Retry, undo the edit and press Retry once more. It lands
 * in the database: no secrets, no prompts.
 */
import { asFailure, VideoError } from '../errors';
import { askedBy, entryKeyOf, type LedgerEntry } from '../memory';
import { throwIfStopped, unlessStopped } from '../time';
import type { Sent } from '../request/body';
import type { TillTools } from './order';
import type { ReadPrint } from './print';
import type { TestOrder } from './testRuns';

/** What an order is known by: its item, the fingerprints of LedgerEntry, and beyond its execution its print. */
interface Identity extends Pick<LedgerEntry, 'fingerprint' | 'written'> {
  index: number;
  readPrint: ReadPrint;
  /** The user wants test runs to find it again. */
  reusesTests: boolean;
  /** It has a key, by which its print is known. */
  isKeyed: boolean;
}

export class BookEntry {
  /** Where its entries are kept in the memory. */
  readonly key: string;
  /** What an earlier try left for this request. */
  readonly former: Readonly<LedgerEntry> | null;
  /** The entry was written before a person pressed Retry, so a failed or unknown one may be created again. */
  readonly isFromEarlierExecution: boolean;
  readonly readPrint: ReadPrint;
  readonly #reusesTests: boolean;
  readonly #isKeyed: boolean;
  readonly #tasks: Record<string, LedgerEntry[]>;
  readonly #newEntry: LedgerEntry;
  /** The entry that was found, or is being written. */
  #current: LedgerEntry | undefined;
  /** The same order among test runs: an earlier one that was taken, or this one. */
  #tested: TestOrder | null = null;
  #isTaken = false;
  #isUnanswered = false;
  /** Settles once nothing is on its way any more, and what came of it is written down. */
  answered = Promise.resolve();
  #settle: () => void = () => undefined;
  /** Where the order is kept under its key that this one takes the place of. */
  #replaced: string | undefined;
  #hasFailed = false;

  constructor(
    private readonly tools: Pick<TillTools, 'memory' | 'nodeRun' | 'stop' | 'tests' | 'durable' | 'keys'>,
    { index, readPrint, reusesTests, isKeyed, ...prints }: Identity,
  ) {
    const { memory, nodeRun } = tools;
    const { execution, isTool, isRepeat } = nodeRun;
    this.readPrint = readPrint;
    this.#reusesTests = reusesTests;
    this.#isKeyed = isKeyed;
    this.#tasks = memory.tasks ??= {};
    this.#newEntry = { ...prints, execution };
    this.key = entryKeyOf(nodeRun, index, prints.fingerprint);
    // An expression such as the time of day gives another request at every try: it is still the same order as long as nobody has
    // edited what is written in the node, or can have. The last of them counts, or one that it has replaced would be replaced again.
    const isSame = (entry: LedgerEntry): boolean =>
      entry.fingerprint === prints.fingerprint ||
      (!isTool && entry.written === prints.written) ||
      (isRepeat && entry.execution === execution);
    this.#current = this.#tasks[this.key]?.filter(isSame).pop();
    this.former = this.#current ? { ...this.#current } : null;
    this.isFromEarlierExecution = this.former !== null && this.former.execution !== execution;
    this.#placed();
  }

  /**
   * The next order of an earlier test run that this one may use, once it is not under way any more. When there is none this
   * one has begun. `isReplacement`: see TestOrder. Throws `cancelled` at Stop.
   */
  async takeTested(isReplacement: boolean): Promise<TestOrder | null> {
    const { tests, stop } = this.tools;
    const print = tests && (await this.readPrint());
    if (!tests || !print) return null;
    while (this.#reusesTests) {
      const found = tests.take(print);
      if (!found) break;
      [this.#tested, this.#isTaken] = [found, true];
      const hasOutcome = found.underWay ? await unlessStopped(found.underWay, stop, false) : true;
      throwIfStopped(stop);
      if (hasOutcome) return found;
    }
    [this.#tested, this.#isTaken] = [tests.begin(print, isReplacement), false];
    return null;
  }

  /** Call with what was paid for elsewhere: written down as if it had been created here, so that Retry On Fail finds it. */
  adopted({ sent, taskId, place }: Pick<TestOrder, 'sent' | 'taskId' | 'place'>): void {
    this.#begin(sent);
    if (taskId !== undefined) Object.assign(this.#current ?? {}, { taskId });
    this.#placed(place);
  }

  /** Call with the task of an execution that n8n has lost: from now on it is as if an earlier try had left it. */
  recalled(lost: Required<Pick<LedgerEntry, 'taskId' | 'place'>>): void {
    (this.#tasks[this.key] ??= []).push({ ...this.#newEntry, ...lost, execution: 'lost' });
  }

  /** Call right before a create is submitted, and once it is written down send it. */
  async submitting(sent: Sent): Promise<void> {
    // An order with a key is sent only once it is written down there.
    const { keys, durable } = this.tools;
    const keyed = this.#isKeyed ? await keys.sent(await this.readPrint(), this.#replaced) : undefined;
    this.#begin(sent);
    this.#tested?.submitting(sent);
    this.#placed(keyed ?? (await durable.sent(this.readPrint)));
  }

  /** Call with where the order of the same key is kept that has failed, or was asked about. */
  replaces(place: string): void {
    this.#replaced = place;
  }

  #begin({ ratio }: Sent): void {
    this.#isTaken = false;
    this.#current = { ...this.#newEntry, ...(ratio !== undefined && { ratio }) };
    (this.#tasks[this.key] ??= []).push(this.#current);
  }

  #placed(place = this.place): void {
    if (place === undefined) return;
    Object.assign(this.#current ?? {}, { place });
    if (this.#tested) this.#tested.place = place;
    this.tools.durable.hold(place);
  }

  /** Call right before each sending; `accepted` or `notAccepted` says how it ended, also after Stop. */
  sending(): void {
    this.#isUnanswered = true;
    this.answered = new Promise((resolve) => (this.#settle = resolve));
  }

  /** Call at once when the task ID is known. */
  accepted(taskId: string): void {
    this.#isUnanswered = false;
    Object.assign(this.#current ?? {}, { taskId });
    this.#tested?.accepted(taskId);
    const { durable, keys } = this.tools;
    const kept = this.#isKeyed ? keys : durable;
    if (this.place) void kept.accepted(this.place, taskId, this.readPrint).finally(this.#settle);
    else this.#settle();
  }

  /** Where n8n's database has it. */
  get place(): string | undefined {
    return this.#current?.place;
  }

  notAccepted(isRefused: boolean): void {
    this.#isUnanswered = false;
    if (this.#hasFailed) this.#conclude(isRefused);
    this.#settle();
  }

  /** Call when an earlier try's task is picked up: from now on it belongs to this execution. */
  resumed(taskId: string): void {
    Object.assign(this.#current ?? {}, { taskId, execution: this.#newEntry.execution });
  }

  /** Call when an earlier try's task has failed, or is gone, so that another is to take its place. */
  replaced(): void {
    Object.assign(this.#current ?? {}, { isReplaced: true });
  }

  /** Call when AIHubMax says that it knows no such task. */
  gone(): void {
    Object.assign(this.#current ?? {}, { isGone: true });
    if (this.#isKeyed && this.place) askedBy(this.tools.memory).asked.add(this.place);
  }

  /** Call with the failure of a task that stayed without a video; gives it back with what test runs will make of it. */
  withoutVideo({ failure }: VideoError): VideoError {
    if (!this.#tested || !this.#reusesTests || this.tools.nodeRun.isTool) return new VideoError(failure);
    this.#tested.videoDueMs = 0;
    const next = this.#tested.isReplacement
      ? 'does not create a third one. To create it, turn that off in Options.'
      : 'looks for it in the next test run, and creates a new video, which is charged, if there is still none.';
    return new VideoError({ ...failure, advice: `${failure.advice} Reuse Video While Testing ${next}` });
  }

  /** Call when a create failed; gives the failure back. A defect may have come after the request was sent, so its outcome is unknown. */
  failed(thrown: unknown): VideoError {
    const isOwn = thrown instanceof VideoError;
    const error = isOwn ? thrown : new VideoError({ ...asFailure(thrown), category: 'submission_unknown' });
    this.#hasFailed = true;
    if (!this.#isUnanswered) this.#conclude(error.failure.category !== 'submission_unknown');
    return error;
  }

  /** Call when nothing more is done for the order: what has not been sent or used by then will not be. */
  close(): void {
    if (this.#isTaken) this.#tested?.giveBack(this.#newEntry.execution);
    else if (this.#tested?.underWay && !this.#isUnanswered) this.#tested.drop();
  }

  /** Without a task: AIHubMax provably did not accept the request, or nobody knows. */
  #conclude(isRefused: boolean): void {
    if (!isRefused) return this.#tested?.unknown();
    this.#tested?.drop();
    const { durable, keys } = this.tools;
    if (this.place) void (this.#isKeyed ? keys : durable).refused(this.place);
    const others = (this.#tasks[this.key] ?? []).filter((entry) => entry !== this.#current);
    if (others.length > 0) this.#tasks[this.key] = others;
    else delete this.#tasks[this.key];
  }
}
