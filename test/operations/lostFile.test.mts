/** n8n can lose a file that an execution still names: what was paid for goes on, and nothing else is paid for. */
import type { IBinaryKeyData } from 'n8n-workflow';
import { file, png } from '../support/binaries.mts';
import { VirtualClock } from '../support/clock.mts';
import { execute, failing, flowers, type Scene } from '../support/context.mts';
import { accepted, completed, processing } from '../support/replies.mts';
import { fakeService, json } from '../support/service.mts';

const id = 'filesystem-v2:workflows/w/executions/temp/binary_data/b0a3baa6-1f91-41df-bceb-fc86c4670334';
const photo = png(1920, 1080, 3_000);

const scene = (over: Partial<Scene> = {}): Scene => ({
  service: fakeService({
    create: json(accepted()),
    upload: json({ url: 'https://files.example.test/u/photo.png' }),
    look: json(processing(40)),
  }),
  parameters: {
    ...flowers,
    operation: 'createAndWait',
    imageSource: 'binary',
    waitOptions: { timeoutMinutes: 1 },
  },
  binaries: [{ data: file(photo, { id }) }],
  stored: { [id]: photo },
  ...over,
});

test('Retry resumes the task although the file is gone: one upload, one create', async () => {
  const memory = {};
  const first = scene({ memory, clock: new VirtualClock() });
  expect((await failing(first)).message).toMatch(/was still processing/);
  const service = fakeService({ look: json(completed()) });
  const again = { memory, service, executionId: 'execution-2', stored: { [id]: null } };
  const [item] = await execute(scene({ ...again, clock: new VirtualClock() }));
  expect(item?.json).toMatchObject({ resumed: true, isSuccess: true });
  expect([service.of('upload').length, service.creates().length]).toEqual([0, 0]);
  expect([first.service.of('upload').length, first.service.creates().length]).toEqual([1, 1]);
});

test('a lost file of an item that nothing was paid for is refused by name, and nothing is sent for any item', async () => {
  const service = fakeService({});
  const items = [{ imageSource: 'url' }, {}];
  const binaries: IBinaryKeyData[] = [{}, { data: file(photo, { id }) }];
  const error = await failing(scene({ service, items, binaries, stored: { [id]: null } }));
  expect(error).toMatchObject({
    message: 'Item 2 of 2: Image Binary Field: n8n cannot read this file any more (ENOENT)',
    context: { category: 'input_media', itemIndex: 1 },
  });
  expect([service.of('upload'), service.creates()]).toEqual([[], []]);
});
