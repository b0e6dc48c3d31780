/** A fault that somebody could make, and where it belongs in the code as it is now. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';

export interface Mutation {
  /** The rule that it breaks. */
  readonly rule: string;
  /** Where the rule is kept, below nodes/AiHubMaxVeo: a room, such as `submit/*.ts`, or a file beside the rooms. */
  readonly files: string;
  /** What stands there once, however its lines are broken, and what takes its place. */
  readonly from: string;
  readonly to: string;
  /** Of the tests that must find it, a part of the path, as Jest takes it; unless told, those of the room. */
  readonly tests?: string;
}

export const testsOf = ({ tests, files }: Mutation): string => tests ?? `test/${files.split('/')[0]}/`;

const home = join('nodes', 'AiHubMaxVeo');

/** A text as a pattern: Prettier may break its lines elsewhere. */
const patternOf = (text: string): RegExp =>
  new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'), 'g');

function filesOf(root: string, files: string): string[] {
  const [name = '', ...folders] = files.split('/').reverse();
  const folder = join(root, home, ...folders.reverse());
  const ending = name.replace('*', '');
  return readdirSync(folder)
    .filter((file) => (name.startsWith('*') ? file.endsWith(ending) : file === name))
    .map((file) => join(folder, file));
}

/** A file with a fault in it. */
interface Fault {
  path: string;
  before: string;
  after: string;
}

/** The one place where a mutation fits. Throws when there is none, or more than one. `root`: the project's folder. */
export function placeOf(root: string, { rule, files, from, to }: Mutation): Fault {
  const found = filesOf(root, files).flatMap((path) => {
    const before = readFileSync(path, 'utf8');
    return [...before.matchAll(patternOf(from))].map(({ index, 0: text }) => ({
      path,
      before,
      after: before.slice(0, index) + to + before.slice(index + text.length),
    }));
  });
  const [fault] = found;
  if (fault && found.length === 1) return fault;
  const where = found.map(({ path }) => basename(path)).join(', ');
  throw new Error(
    `${rule}\n    must stand once in ${files}, and stands there ${found.length} times${where && ` (${where})`}: ${from}`,
  );
}

/** What keeps mutations from being tried: the code or its tests have moved on, and dev/mutants must follow. */
export function misfits(root: string, mutations: readonly Mutation[]): string[] {
  const names = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' });
  const tests = names.filter((name) => /\.test\.m?ts$/.test(name)).map((name) => join('test', name));
  return mutations.flatMap((mutation) => {
    const pattern = new RegExp(testsOf(mutation));
    if (!tests.some((path) => pattern.test(path.replaceAll(sep, '/'))))
      return `${mutation.rule}\n    no test has ${testsOf(mutation)} in its path`;
    try {
      placeOf(root, mutation);
      return [];
    } catch (thrown) {
      return thrown instanceof Error ? thrown.message : String(thrown);
    }
  });
}
