import { nothingYet, runCases, summary, tallyCases } from '../../dev/n8n/suite/report.mts';

const bench = { n8n: 'running' };
const works = { says: 'it works', check: async () => undefined };
const breaks = { says: 'it breaks', check: () => Promise.reject(new Error('no video')) };

let lines: string[];
const say = (line: string) => void lines.push(line);

beforeEach(() => {
  lines = [];
});

test('every case is named with its end, and a failure with its reason', async () => {
  const tally = await tallyCases([works, breaks], bench, say);
  expect(lines[0]).toMatch(/^ok {5}it works/);
  expect(lines[1]).toMatch(/^FAILED it breaks/);
  expect(lines[2]).toContain('no video');
  expect(tally).toEqual({ passed: 1, failed: 1, excluded: 0 });
});

test('a case that makes no sense here is named with its reason, and counts as neither', async () => {
  const check = jest.fn(async () => undefined);
  const unless = () => 'this n8n has no agents';
  const tally = await tallyCases([{ says: 'it talks', check, unless }], bench, say);
  expect(check).not.toHaveBeenCalled();
  expect(lines).toEqual(['excluded it talks: this n8n has no agents']);
  expect([tally, summary(tally)]).toEqual([{ ...nothingYet, excluded: 1 }, '0 passed, 0 failed']);
});

test('what came before is counted along', async () => {
  const tally = await tallyCases([works], bench, say, { passed: 3, failed: 1, excluded: 2 });
  expect([tally.excluded, summary(tally)]).toEqual([2, '4 passed, 1 failed']);
});

test('every case gets the bench', async () => {
  const check = jest.fn(async () => undefined);
  await tallyCases([{ says: 'it works', check }], bench, say);
  expect(check).toHaveBeenCalledWith(bench);
});

test('the last line counts', async () => {
  expect(await runCases([works, breaks], bench, say)).toBe(1);
  expect(lines.at(-1)).toBe('1 passed, 1 failed');
});
