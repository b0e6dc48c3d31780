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

/**
 * One death in the middle of all stories: it comes with the first that is asked for, and each is looked at by itself. `die`: how
 * n8n dies and comes back.
 */
export function onePowerCut<Name extends string, Own extends Bench = Bench>(
  stories: Readonly<Record<Name, Story<Own>>>,
  die: (bench: Own, meanwhile: () => void) => Promise<void> = diesAndComesBack,
): Record<Name, (bench: Own) => Promise<void>> {
  let struck: Promise<ReadonlyMap<string, Struck>> | undefined;
  const strike = async (bench: Own) => {
    const begin = async ([name, story]: [string, Story<Own>]) => [name, await story(bench)] as const;
    const all = new Map(await Promise.all(Object.entries<Story<Own>>(stories).map(begin)));
    await die(bench, () => all.forEach(({ meanwhile }) => meanwhile?.()));
    return all;
  };
  const checkOf = (name: string) => async (bench: Own) =>
    await (await (struck ??= strike(bench))).get(name)?.check();
  const names = Object.keys(stories) as Name[];
  return Object.fromEntries(names.map((name) => [name, checkOf(name)])) as Record<
    Name,
    (bench: Own) => Promise<void>
  >;
}
