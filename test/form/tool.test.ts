/** As an agent's tool each operation says for itself what it does, so that no model takes a check for a purchase. */
import { NodeHelpers } from 'n8n-workflow';
import { description } from '../support/form.mts';

const described = (operation: string) =>
  NodeHelpers.makeDescription({ resource: 'video', operation }, description);

test('the automatic description of a tool is that of its operation', () => {
  const operations = ['check', 'create', 'createAndWait', 'getStatus', 'getCredits'];
  expect(operations.map(described)).toEqual([
    'Check request for free in AIHubMax Veo',
    'Create paid video without waiting in AIHubMax Veo',
    'Create paid video and wait in AIHubMax Veo',
    'Get video status for free in AIHubMax Veo',
    'Get remaining credits for free in AIHubMax Veo',
  ]);
});
