/** The lint of the source cannot see text that is computed, so here it reads the node as it is in the end. */
import type { INodeTypeDescription } from 'n8n-workflow';
import { AiHubMaxApi } from '../../credentials/AiHubMaxApi.credentials';
import { description } from '../support/form.mts';
import { credentialSource, lint, literal, nodeSource } from '../support/shadow.mts';

const nodePath = 'nodes/AiHubMaxVeo/AiHubMaxVeo.node.ts';
const credentialPath = 'credentials/AiHubMaxApi.credentials.ts';

/** The first boolean loses its "Whether", and the description gains a rule to break. */
const spoiled = (whole: INodeTypeDescription): INodeTypeDescription => ({
  ...whole,
  properties: whole.properties.map((property) =>
    property.type === 'boolean' ? { ...property, description: 'Makes a sound' } : property,
  ),
});

const [node, credential, broken] = lint([
  { filePath: nodePath, text: nodeSource(description) },
  { filePath: credentialPath, text: credentialSource(new AiHubMaxApi()) },
  { filePath: nodePath, text: nodeSource(spoiled(description)) },
]);

test('the lint finds nothing in the evaluated node but that the operations are in the order of their use', () => {
  expect(node).toHaveLength(1);
  expect(node?.[0]).toContain(
    "Alphabetize by 'name'. Order: Check | Create | Create and Wait | Get Credits | Get Status",
  );
});

test('the lint finds nothing in the evaluated credential', () => {
  expect(credential).toEqual([]);
});

test('the lint would find it if something were wrong', () => {
  expect(broken?.join('\n')).toContain('Whether');
});

test('a literal says what the value says', () => {
  const value = { a: ["it's", 'a "word"', 'two\nlines'], 'b-c': { d: null, e: true, f: -1.5 }, g: [], h: {} };
  expect(new Function(`return ${literal(value)}`)()).toEqual(value);
});
