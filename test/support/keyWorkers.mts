/** Executions with one Order Key, also on workers of their own. */
import type { VirtualClock } from './clock.mts';
import { flowers, type Scene } from './context.mts';
import { Database } from './database.mts';
import { slow } from './slow.mts';

export const keyedScene = (): Partial<Scene> => ({
  ...{ mode: 'trigger', database: new Database() },
  parameters: { ...flowers, options: { orderKey: 'A-1' } },
});

/** Every press is that of a worker of its own. */
export function workers(answer?: Parameters<typeof slow>[0]) {
  const { clock, service, run } = slow(answer);
  const press = async (database: Database, own: Partial<Scene> = {}): Promise<unknown> => {
    const worker = Object.assign(Object.create(clock) as VirtualClock, { timeline: {} });
    return (await run({ ...keyedScene(), clock: worker, ...own, database }))[0];
  };
  return { clock, service, press };
}

export const isQuestion = /^A create with Order Key "A-1" was sent at .+ unknown whether it was accepted/;
