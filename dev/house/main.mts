/** `npm run house`: how large the house is, and whether its arrows go down. */
import { join } from 'node:path';
import { arrowsOf, exportedTypes, longFunctions, reachedFrom, roomOf, sourcesOf } from './measure.mts';

const root = join(import.meta.dirname, '..', '..');
const sources = sourcesOf(root);
const arrows = arrowsOf(sources);

const sizes = sources.map(({ lines }) => lines).sort((one, other) => one - other);
const longest = [...sources].sort((one, other) => other.lines - one.lines).slice(0, 3);
const long = longFunctions(sources);
const reached = reachedFrom('nodes/AiHubMaxVeo/operations/createAndWait.ts', arrows);

console.log(`Lines in nodes/ and credentials/: ${sizes.reduce((sum, lines) => sum + lines, 0)}`);
console.log(`Files: ${sources.length}, median ${sizes[Math.floor(sizes.length / 2)]} lines`);
console.log(`Longest: ${longest.map(({ path, lines }) => `${path} ${lines}`).join(', ')}`);
console.log(`Functions over 25 lines: ${long.length}${long.map((one) => `\n  ${one}`).join('')}`);
console.log(`Exported types: ${exportedTypes(sources).length}`);
console.log(`Files that operations/createAndWait.ts pulls in at run time: ${reached.length}`);

const named = (path: string): string => roomOf(path) || '(in the open)';
const rooms = new Map<string, Set<string>>();
for (const { from, to } of arrows) {
  const [room, other] = [named(from), named(to)];
  if (room !== other && from.startsWith('nodes/')) rooms.set(room, (rooms.get(room) ?? new Set()).add(other));
}
console.log('Rooms and what they know:');
for (const [room, others] of [...rooms].sort()) console.log(`  ${room} → ${[...others].sort().join(', ')}`);
