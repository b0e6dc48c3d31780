import { runCases } from '../../dev/n8n/suite/report.mts';

const bench = { n8n: 'running' };

test('the last line counts, and every case is named', async () => {
  const lines: string[] = [];
  const cases = [
    { says: 'it works', check: async () => undefined },
    { says: 'it breaks', check: () => Promise.reject(new Error('no video')) },
  ];
  expect(await runCases(cases, bench, (line) => void lines.push(line))).toBe(1);
  expect(lines[0]).toMatch(/^ok {5}it works/);
  expect(lines[1]).toMatch(/^FAILED it breaks/);
  expect(lines[2]).toContain('no video');
  expect(lines.at(-1)).toBe('1 passed, 1 failed');
});

test('every case gets the bench', async () => {
  const check = jest.fn(async () => undefined);
  await runCases([{ says: 'it works', check }], bench, () => undefined);
  expect(check).toHaveBeenCalledWith(bench);
});
