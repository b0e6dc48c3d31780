/** What the form asks for before n8n lets a workflow run. */
import { description, property } from '../support/form.mts';

const create = { operation: 'create' };
const status = { operation: 'getStatus' };

test('a prompt is required of a new task', () => {
  expect(property('prompt', create)?.required).toBe(true);
});

// n8n asks for every required parameter that might be shown, so a mode by expression would ask for the files of all modes.
test('no file is required by the form: the node itself says what is missing', () => {
  const files = [
    'imageUrl',
    'firstImageUrl',
    'lastImageUrl',
    'referenceImageUrls',
    'videoUrl',
    'sourceTaskId',
  ];
  for (const name of files) {
    const all = description.properties.filter((one) => one.name === name);
    expect(all.map(({ required }) => required)).toEqual(all.map(() => undefined));
    expect(all).not.toEqual([]);
  }
});

test('a task ID is required to read a task', () => {
  expect(property('taskId', status)?.required).toBe(true);
});
