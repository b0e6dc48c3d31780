import type { Bench } from './bench.mts';

/** What was under way when n8n died, and what is to be seen of it. */
export interface Struck {
  /** Happens while n8n is dead. */
  readonly meanwhile?: () => void;
  /** Looks at it once n8n runs again. */
  readonly check: () => Promise<void>;
}

/** Begins something, up to the moment at which n8n is to die. */
export type Story<Own extends Bench = Bench> = (bench: Own) => Promise<Struck>;

/** kill -9, as a crash or a power cut, and a start on the same data. */
export async function diesAndComesBack({ n8n }: Bench, meanwhile?: () => void): Promise<void> {
  await n8n.process.kill();
  meanwhile?.();
  await n8n.restart();
}

export interface Death<Name extends string, Own extends Bench = Bench> {
  /** How n8n dies and comes back. */
  readonly die?: (bench: Own, meanwhile: () => void) => Promise<void>;
  /** Begin when all the others have: what waits in n8n must be waiting still when n8n dies, and n8n back before that is over. */
  readonly last?: readonly Name[];
}

/** One death in the middle of all stories: it comes with the first that is asked for, and each is looked at by itself. */
export function onePowerCut<Name extends string, Own extends Bench = Bench>(
  stories: Readonly<Record<Name, Story<Own>>>,
  { die = diesAndComesBack, last = [] }: Death<NoInfer<Name>, Own> = {},
): Record<Name, (bench: Own) => Promise<void>> {
  let struck: Promise<ReadonlyMap<Name, Struck>> | undefined;
  const names = Object.keys(stories) as Name[];
  const strike = async (bench: Own) => {
    const begin = async (some: readonly Name[]) =>
      await Promise.all(some.map(async (name) => [name, await stories[name](bench)] as const));
    const first = await begin(names.filter((name) => !last.includes(name)));
    const all = new Map([...first, ...(await begin(last))]);
    await die(bench, () => all.forEach(({ meanwhile }) => meanwhile?.()));
    return all;
  };
  const checkOf = (name: Name) => async (bench: Own) =>
    await (await (struck ??= strike(bench))).get(name)?.check();
  return Object.fromEntries(names.map((name) => [name, checkOf(name)])) as Record<
    Name,
    (bench: Own) => Promise<void>
  >;
}
