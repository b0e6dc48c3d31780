import { Progress, progressLine } from '../../dev/n8n/progress.mts';

test('a line says which step, how long and how much', () => {
  const line = progressLine({
    step: 2,
    steps: 4,
    text: 'n8n and its packages',
    seconds: 45.4,
    megabytes: 1240.2,
  });
  expect(line).toBe('  step 2 of 4: n8n and its packages … 45 s, about 1,240 MB written');
});

test('a step that writes nothing does not speak of megabytes', () => {
  const line = progressLine({ step: 3, steps: 4, text: 'compiling sqlite3', seconds: 15, megabytes: 0.4 });
  expect(line).toBe('  step 3 of 4: compiling sqlite3 … 15 s');
});

describe('steps', () => {
  let now: number;
  let lines: string[];
  const options = () => ({
    say: (line: string) => void lines.push(line),
    steps: 2,
    megabytes: () => now / 100,
    clock: () => now,
    everyMs: 15_000,
  });

  beforeEach(() => {
    jest.useFakeTimers();
    now = 0;
    lines = [];
  });
  afterEach(() => jest.useRealTimers());

  const pass = (ms: number) => {
    now += ms;
    jest.advanceTimersByTime(ms);
  };

  test('are announced, counted and reported at intervals', async () => {
    const progress = new Progress(options());
    await progress.step('fetch', async () => {
      pass(15_000);
      pass(15_000);
    });
    await progress.step('compile', async () => pass(1000));
    expect(lines).toEqual([
      '  step 1 of 2: fetch',
      '  step 1 of 2: fetch … 15 s, about 150 MB written',
      '  step 1 of 2: fetch … 30 s, about 300 MB written',
      '  step 2 of 2: compile',
    ]);
  });

  test('are silent once they have ended, also when they failed', async () => {
    const progress = new Progress(options());
    await expect(progress.step('fetch', () => Promise.reject(new Error('offline')))).rejects.toThrow(
      'offline',
    );
    pass(60_000);
    expect(lines).toEqual(['  step 1 of 2: fetch']);
    expect(jest.getTimerCount()).toBe(0);
  });
});
