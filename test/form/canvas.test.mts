/** The line below the node's name on the canvas, as n8n's editor evaluates it. */
import type { INodeParameters } from 'n8n-workflow';
import { description, evaluated } from '../support/form.mts';
import { choicesByMode } from '../support/inputs.mts';

const lineOf = async (parameters: INodeParameters): Promise<string> =>
  String((await evaluated(parameters, [description.subtitle ?? '']))[0]);

const varies = '={{ $json.any }}';

test.each<[INodeParameters, string]>([
  [{}, 'Image to Video, Lite'],
  [{ model: 'standard' }, 'Image to Video, Veo 3.1'],
  [{ mode: 'firstLastFrame', model: 'fast' }, 'First/Last, Fast'],
  [{ mode: 'referenceToVideo', model: 'standard' }, 'Reference to Video, Veo 3.1'],
  [{ mode: 'extend' }, 'Extend, Fast'],
  [{ model: varies }, 'Image to Video, varies'],
  [{ mode: varies, model: 'lite' }, 'varies, Lite'],
  [{ operation: 'create' }, 'Create: Image, Lite'],
  [{ operation: 'create', mode: 'firstLastFrame', model: 'standard' }, 'Create: First/Last, Veo 3.1'],
  [{ operation: 'check', mode: 'textToVideo' }, 'Check: Text, Lite'],
  [{ operation: 'getStatus' }, 'Get Status'],
  [{ operation: 'getCredits' }, 'Get Credits'],
])('for %j it is %s', async (parameters, line) => {
  expect(await lineOf(parameters)).toBe(line);
});

const chosen = choicesByMode.flatMap(([mode, model]) => [
  { mode, model },
  { mode, model: varies },
  { mode: varies, model },
]);

test.each(['createAndWait', 'create', 'check'])(
  'for %s the tile has room for all of it',
  async (operation) => {
    for (const { mode, model } of chosen) {
      const line = await lineOf({ operation, mode, model });
      expect([line, line.length < 28]).toEqual([line, true]);
      expect(line).toMatch(/, (Veo 3\.1|Fast|Lite|varies)$/);
    }
  },
);

test('a model that is newer than the node stays within the tile', async () => {
  const line = await lineOf({ model: 'veo-3.2-of-which-nobody-knows-anything-yet' });
  expect(line).toBe('Image to Video, veo-3.2-of-');
});
