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

// n8n shows a hint under a field whatever it holds, and with a mode by expression under the fields of all modes.
test('no field is said to be required where it may be filled or does not apply', () => {
  expect(description.properties.filter(({ hint }) => /required/i.test(hint ?? ''))).toEqual([]);
});

test('a task ID is required to read a task', () => {
  expect(property('taskId', status)?.required).toBe(true);
});
