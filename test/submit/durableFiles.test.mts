/** The shelf in n8n's database, and files: an order is known by their content, and reading them is not for free. */
import { file, png } from '../support/binaries.mts';
import { openKeys } from '../support/durable.mts';
import { flowers, type Scene } from '../support/context.mts';
import { Database } from '../support/database.mts';
import { editor, idsOf } from '../support/editor.mts';

const photo = png(1280, 720, 3_000);
const parameters = { ...flowers, imageSource: 'binary' };

/** Three items with the same file, which n8n calls by another ID in each execution. */
const three = (id: string): Partial<Scene> => ({
  items: [{ prompt: 'Sun' }, { prompt: 'Rain' }, { prompt: 'Snow' }],
  binaries: Array.from({ length: 3 }, () => ({ data: file(Buffer.alloc(0), { id }) })),
  stored: { [id]: photo },
});

test('a file is opened to be looked into, and to be uploaded, by whatever number of items; not to be kept in mind', async () => {
  const { run } = editor({ database: new Database(), parameters, mode: 'trigger' });
  const opened: string[] = [];
  await run({ ...three('s3:1'), opened });
  expect(opened).toEqual(['s3:1', 's3:1']);
});

test('a Retry of what n8n has lost finds the same content under another ID, and opens it once for all that it needs', async () => {
  const { run, service } = editor({ database: new Database(), parameters, mode: 'trigger' });
  await run(three('s3:1'));
  const opened: string[] = [];
  const asked = run({ ...three('s3:2'), opened, mode: 'retry', memory: {} });
  await expect(asked).rejects.toThrow(/Task task-1 was created for the same request/);
  expect([opened, service.creates().length]).toEqual([['s3:2'], 3]);
});

test.each<[string, Buffer, string[]]>([
  ['the same content', photo, ['task-1', 'task-2', 'task-3']],
  ['other content', png(720, 1280, 3_000), ['task-4', 'task-5', 'task-6']],
])('%s that n8n keeps in memory', async (_what, content, ids) => {
  const { run } = editor({ database: new Database(), parameters });
  const inMemory = (of: Buffer): Partial<Scene> => ({
    ...three(''),
    binaries: Array.from({ length: 3 }, () => ({ data: file(of) })),
  });
  await run(inMemory(photo));
  expect(idsOf(await run(inMemory(content)))).toEqual(ids);
});

test('an order with a key whose file cannot be read is refused for that, and not written down', async () => {
  const database = new Database();
  await expect(openKeys(database).sent(null, undefined)).rejects.toThrow(
    'The Order Key cannot be looked up: a file of the item cannot be read',
  );
  expect(database.calls).toEqual([]);
});
