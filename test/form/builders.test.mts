/** What n8n's Assistant, its MCP server and the agent builder learn of the node: of several twins they read the first. */
import { generateNodeTypeFile } from '@n8n/workflow-sdk';
import { description } from '../support/form.mts';

const typed = generateNodeTypeFile({ ...description, name: 'n8n-nodes-aihubmax-veo.aiHubMaxVeo' } as never);

/** The comment and the type of a parameter. */
function said(name: string): string {
  const [found = ''] =
    new RegExp(`/\\*\\*(?:(?!\\*/)[\\s\\S])*\\*/\\s*${name}\\??: [^;]*;`).exec(typed) ?? [];
  return found;
}

test('they see Image to Video with everything that its standard model takes', () => {
  expect(said('mode')).toContain(
    "'extend' | 'firstLastFrame' | 'imageToVideo' | 'referenceToVideo' | 'textToVideo'",
  );
  expect(said('mode')).toContain('@default imageToVideo');
  expect(said('model')).toContain("'standard' | 'fast' | 'lite'");
  expect(said('model')).toContain('@default lite');
  expect(said('resolution')).toContain("'720p' | '1080p' | '4k'");
  expect(said('resolution')).toContain('@default 720p');
  expect(said('duration')).toContain('4 | 6 | 8');
  expect(said('duration')).toContain('@default 4');
  expect(said('generateAudio')).toContain('@default false');
  expect(said('downloadVideo')).toContain('@default true');
  expect(said('operation')).toContain("'createAndWait' | 'create' | 'getStatus' | 'check' | 'getCredits'");
});

test('they are told what costs credits and how the node is used', () => {
  const { searchHint = '', relatedNodes = [] } = description.builderHint ?? {};
  expect(searchHint).toMatch(/cost credits.*Get Status.*free/);
  expect(relatedNodes.length).toBeGreaterThan(0);
  expect(typed).toContain('lite is the cheapest');
});

test('where the mode is an expression the editor falls back to the start of the form, too', () => {
  const twins = (name: string) => description.properties.filter((property) => property.name === name);
  for (const name of ['model', 'resolution', 'duration', 'generateAudio', 'aspectRatio']) {
    const last = twins(name).at(-1);
    expect([name, last?.default, last?.options?.length]).toEqual([
      name,
      twins(name)[0]?.default,
      twins(name)[0]?.options?.length,
    ]);
  }
});
