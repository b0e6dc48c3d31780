/** An n8n that can die: nothing that is on its way then reaches anybody any more. Its database outlives it. */
import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import type { Database } from '../../support/database.mts';
import { node } from '../../support/form.mts';
import type { Stage } from '../stage.mts';
import { veoOn, type PaceClock } from '../veo.mts';
import { onDisk } from './disk.mts';

const never = async () => await new Promise<never>(() => undefined);

export class Process {
  isDead = false;
  readonly #clock: PaceClock;
  readonly #died: Promise<'died'>;
  #die = (): void => undefined;

  constructor(
    { clock }: Stage,
    private readonly database: Database,
    databaseMs: number,
  ) {
    this.#died = new Promise((resolve) => (this.#die = () => resolve('died')));
    this.#clock = {
      timeline: {},
      now: clock.now,
      sleep: async (ms) => {
        await clock.sleep(ms);
        if (this.isDead) await never();
      },
      during: clock.during.bind(clock),
      advance: clock.advance.bind(clock),
    };
    database.pause = async () => (databaseMs > 0 ? await this.#clock.sleep(databaseMs) : undefined);
  }

  /** `kill -9`. */
  readonly kill = (): void => {
    this.isDead = true;
    this.#die();
  };

  /** What an execution gives, unless the process dies before. */
  async run<Result>(execution: Promise<Result>): Promise<Result | 'died'> {
    return await Promise.race([execution, this.#died]);
  }

  /** `answered` is told of every answer before the node is. */
  nodeType(answered: () => void = () => undefined): INodeType {
    const { database } = this;
    const type = onDisk(veoOn({ clock: this.#clock }));
    const { execute } = type;
    const living = async <Answer,>(asking: () => Promise<Answer>): Promise<Answer> => {
      if (this.isDead) throw new Error('The process is dead');
      const answer = await asking();
      answered();
      if (this.isDead) throw new Error('The process is dead');
      return answer;
    };
    const whileAlive = async <Answer,>(asking: () => Promise<Answer>) =>
      this.isDead ? await never() : await asking();
    type.execute = async function (this: IExecuteFunctions) {
      const { helpers } = this;
      const kept = database.helpers(this.getWorkflow().id, node.id);
      const { httpRequestWithAuthentication: ask, httpRequest } = helpers;
      helpers.httpRequestWithAuthentication = async function (...call) {
        return await living(async () => (await ask.apply(this, call)) as unknown);
      };
      helpers.httpRequest = async (options) =>
        await living(async () => (await httpRequest(options)) as unknown);
      helpers.checkProcessedAndRecord = async (items, scope, options) =>
        await whileAlive(async () => await kept.checkProcessedAndRecord(items, scope, options));
      helpers.removeProcessed = async (items) =>
        await whileAlive(async () => await kept.removeProcessed(items));
      return (await execute?.call(this)) ?? [];
    };
    return type;
  }
}
