/** What is said after a run besides its items. */
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { Notes, runHints } from '../../nodes/AiHubMaxVeo/output/hints';
import { execute, flowers } from '../support/context.mts';
import { accepted, completed, failed, processing } from '../support/replies.mts';
import { askedFor, fakeService, json, type Script } from '../support/service.mts';

/** A task is named after its prompt, and ends as its name says. */
const service = () =>
  fakeService({
    create: ({ body }) => json(accepted({ id: `task-${(body as { prompt: string }).prompt}` })),
    look: (request) => {
      const id = askedFor(request);
      if (id === 'task-late') return json(processing(50, { id }));
      return json(id === 'task-bad' ? failed({ id }) : completed({ id }));
    },
  });

async function hintsOf(prompts: string[], over: INodeParameters = {}): Promise<string[]> {
  const hints: string[] = [];
  const waitOptions = { timeoutMinutes: 1, onTimeout: 'returnTask', onTaskFailure: 'returnTask' };
  const parameters = { ...flowers, operation: 'createAndWait', waitOptions, ...over };
  const items = prompts.map((prompt) => ({ prompt }));
  await execute({ service: service(), parameters, items, hints, continueOnFail: true });
  return hints;
}

const links = 'Video links work for 24 hours. Turn on Download Video to keep the file.';

test('one video tells what was reserved for it, and that its link does not last', async () => {
  expect(await hintsOf(['good'])).toEqual([`5 credits reserved for 1 task. ${links}`]);
});

test('in a test run Execute step gets the file, free; with the reuse off it would create again', async () => {
  const hints: string[] = [];
  const parameters = { ...flowers, operation: 'createAndWait', prompt: 'good' };
  const scene = { parameters, hints, mode: 'manual' } as const;
  await execute({ ...scene, service: service() });
  const options = { reuseWhileTesting: false };
  await execute({ ...scene, service: service(), parameters: { ...parameters, options } });
  const again = 'and execute again to get the file: no charge for an unchanged video';
  expect(hints).toEqual([
    `5 credits reserved for 1 task. ${links.replace('to keep the file', again)}`,
    `5 credits reserved for 1 task. ${links}`,
  ]);
});

test('Create tells what was reserved; there is no link yet', async () => {
  expect(await hintsOf(['good', 'bad'], { operation: 'create' })).toEqual([
    '10 credits reserved for 2 tasks. Use Get Status with the taskId to get the video.',
  ]);
});

test('what failed in a green run is counted first', async () => {
  expect(await hintsOf(['good', 'bad', 'late'])).toEqual([
    '3 items: 1 created, 1 failed, 1 timed out.',
    `15 credits reserved for 3 tasks. ${links}`,
  ]);
});

test.each([
  [{ maxCredits: 5 }, '3 items: 1 created, 2 not sent (Max Credits is 5). 5 credits reserved for 1 task.'],
  [{ maxVideos: 2 }, '3 items: 2 created, 1 not sent (Max Videos is 2). 10 credits reserved for 2 tasks.'],
])('what the limit %j kept back has not failed', async (batching, told) => {
  expect(await hintsOf(['good', 'better', 'best'], { batching })).toEqual([`${told} ${links}`]);
});

test('a sum of credits is said of the tasks whose price is known', async () => {
  const hints: string[] = [];
  const create: Script = (_request, nth) =>
    json(accepted({ id: `task-${nth}`, usage: nth === 0 ? { credits_reserved: 1 } : {} }));
  const items = ['a', 'b', 'c'].map((prompt) => ({ prompt }));
  await execute({ service: fakeService({ create }), parameters: flowers, items, hints });
  expect(hints).toEqual([
    '1 credit reserved for 1 of 3 tasks. AIHubMax did not say what the others cost. Use Get Status with the taskId to get the video.',
  ]);
});

const nothingSpent = { execution: '', tasks: 0, credits: 0, unpriced: {} };

const told = (items: INodeExecutionData[], notes: string[]) => {
  const counted = new Notes();
  notes.forEach((note) => counted.add(note));
  return runHints(items, { spent: nothingSpent, reused: 0, failures: [] }, counted.sentences());
};

test('300 small pictures are one sentence with a count', () => {
  const small = (nth: number) => `Image: the picture is ${nth} x 200; below 720p the video gets blurred.`;
  const notes = Array.from({ length: 300 }, (_note, nth) => small(nth));
  expect(told([], notes)).toEqual([
    { message: `${small(0)} (and 299 more)`, type: 'warning', location: 'outputPane' },
  ]);
});

test('every kind of note has its sentence, and however many there are, they stay short', () => {
  const letters = 'abcdefghijklmnop'.split('');
  const notes = letters.map((letter) => `Image: ${letter.repeat(5_000)}`);
  const [only, ...others] = told([], notes);
  expect(others).toEqual([]);
  expect(only?.message).toMatch(/And 10 more notes\.$/);
  expect(only?.message.length).toBeLessThan(2_500);
});

test('whatever happened, there are two boxes at most, and what went wrong is the first', () => {
  const items: INodeExecutionData[] = [
    { json: { isFailed: true } },
    { json: { isSuccess: true, download: { error: 'Gone' } } },
    { json: { timedOut: true } },
  ];
  const hints = told(items, ['Image: small.', 'Video: large.']);
  expect(hints.map(({ type, message }) => [type, message])).toEqual([
    [
      'warning',
      '3 items: 1 failed, 1 timed out, 1 download failed (see "download"). Image: small. Video: large.',
    ],
    ['info', 'Video links work for 24 hours.'],
  ]);
});

test('nobody is told to turn on a download that is on', () => {
  const kept = { json: { isSuccess: true }, binary: { data: { data: '', mimeType: 'video/mp4' } } };
  const unfetched = { json: { isSuccess: true, download: { error: 'Gone' } } };
  for (const items of [[kept], [unfetched], [kept, unfetched]])
    expect(JSON.stringify(told(items, []))).not.toContain('Turn on');
});

test('what comes from the items is text, though n8n shows hints as HTML', () => {
  const [hint] = told([], ['Image: <img src=x onerror="alert(1)"> & more']);
  expect(hint?.message).toBe('Image: &lt;img src=x onerror="alert(1)"&gt; &amp; more');
});
