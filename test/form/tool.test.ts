/** As an agent's tool each operation says for itself what it does, so that no model takes a check for a purchase. */
import { NodeHelpers } from 'n8n-workflow';
import { description } from '../support/form.mts';

const described = (operation: string) =>
  NodeHelpers.makeDescription({ resource: 'video', operation }, description);

test('the automatic description of a tool is that of its operation', () => {
  const operations = ['create', 'createAndWait', 'getStatus', 'getCredits'];
  expect(operations.map(described)).toEqual([
    'Create a video task and return at once in AIHubMax Veo',
    'Create a video and wait for it in AIHubMax Veo',
    'Get the status of a video task in AIHubMax Veo',
    'Get the balance of the API key in AIHubMax Veo',
  ]);
});
