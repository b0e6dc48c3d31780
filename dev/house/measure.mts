/** `npm run house` prints what the house weighs and how its rooms hang together; a path measures another copy of it. */
import { join, resolve } from 'node:path';
import { concerns, concernsOf } from './concerns.mts';
import { budgets, limits, type Figure } from './plan.mts';
import { arrowsUp, figuresOf, longFiles, longFunctions, reachOf, reExporters } from './rules.mts';
import { arrowsOf, circlesOf, roomOf, sourcesOf, type Arrow, type Source } from './sources.mts';

const linesIn = (sources: Source[]) => sources.reduce((sum, { lines }) => sum + lines, 0);

const list = (title: string, found: string[]): string => [`${title}: ${found.length}`, ...found].join('\n  ');

/** Lines and files of each room, the heaviest first, by what the lines are for. */
function table(sources: Source[]): string {
  const rows = new Map<string, number[]>();
  for (const source of sources) {
    const marks = concernsOf(source);
    const counts = concerns.map((concern) => marks.filter((mark) => mark === concern).length);
    for (const name of [roomOf(source.path), 'all']) {
      const row = rows.get(name) ?? Array<number>(counts.length + 2).fill(0);
      rows.set(
        name,
        [1, source.lines, ...counts].map((count, index) => count + (row[index] ?? 0)),
      );
    }
  }
  const line = ([name = '', ...cells]: (string | number)[]) =>
    String(name).padEnd(12) + cells.map((cell) => String(cell).padStart(10)).join('');
  const byLines = [...rows].sort(([, [, one = 0]], [, [, other = 0]]) => other - one);
  return [['room', 'files', 'lines', ...concerns], ...byLines.map(([name, row]) => [name, ...row])]
    .map(line)
    .join('\n');
}

/** Each room with those that it knows. */
function roomsKnown(arrows: Arrow[]): string[] {
  const known = new Map<string, Set<string>>();
  for (const { from, to } of arrows) {
    if (roomOf(from) === roomOf(to)) continue;
    known.set(roomOf(from), (known.get(roomOf(from)) ?? new Set()).add(roomOf(to)));
  }
  return [...known].map(([room, others]) => `${room} → ${[...others].sort().join(', ')}`).sort();
}

const nameOf = ({ path }: Pick<Source, 'path'>) => path.replace('nodes/AiHubMaxVeo/', '');

function report(root: string): string {
  const sources = sourcesOf(root);
  const arrows = arrowsOf(sources);
  const figures = Object.entries(figuresOf(sources)) as [Figure, number][];
  const { withTypes, atRunTime } = reachOf(sources);
  const largest = [...sources].sort((one, other) => other.lines - one.lines);
  return [
    table(sources),
    '',
    ...figures.map(([name, count]) => `${name}: ${count}, at most ${budgets[name]}`),
    `In reach of createAndWait with types: ${withTypes.length} files, ${linesIn(withTypes)} lines`,
    `In reach of createAndWait at run time: ${atRunTime.length} files, ${linesIn(atRunTime)} lines`,
    `Longest files: ${largest.slice(0, 5).map((one) => `${nameOf(one)} ${one.lines}`)}`,
    list(`Files over ${limits.file} lines (tables ${limits.tableFile})`, longFiles(sources)),
    list(`Functions over ${limits.functionBody} lines`, longFunctions(sources)),
    list('Files that only re-export', reExporters(sources)),
    list(
      'Circles',
      circlesOf(arrows).map((circle) => circle.map((path) => nameOf({ path })).join(', ')),
    ),
    list('Arrows that lead up', arrowsUp(arrows)),
    list('Rooms and what they know', roomsKnown(arrows)),
  ].join('\n');
}

console.log(report(resolve(process.argv[2] ?? join(import.meta.dirname, '..', '..'))));
