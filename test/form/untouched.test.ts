/** A form that nobody has touched: what costs least, and the film to be seen. */
import { NodeHelpers, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import { description, filledIn, node } from '../support/form.mts';
import { idsByMode } from '../contract/models.mts';
import { choicesByMode, everyInput } from '../support/inputs.mts';
import { execute, flowers } from '../support/context.mts';
import { serving } from '../support/editor.mts';
import { asked } from '../support/road.mts';

const hasLite = (mode: string) => (idsByMode[mode] ?? []).some((id) => id.includes('lite'));

/** What each mode asks for by itself; docs.aihubmax.com, Veo3.1 pages: which choices it has. */
const untouched: Record<string, object> = {
  imageToVideo: { model: 'lite', resolution: '720p', duration: 4, generateAudio: false, aspectRatio: '16:9' },
  textToVideo: { model: 'lite', resolution: '720p', duration: 4, generateAudio: false, aspectRatio: '16:9' },
  firstLastFrame: { model: 'lite', resolution: '720p', duration: 4, generateAudio: false },
  referenceToVideo: { model: 'fast', resolution: '720p', duration: 8, generateAudio: false },
  extend: { model: 'fast', generateAudio: false, aspectRatio: 'auto' },
};

test.each(Object.entries(untouched))('%s starts with what costs least', (mode, values) => {
  expect(filledIn({ mode })).toMatchObject(values);
  expect(filledIn({ mode }).model).toBe(hasLite(mode) ? 'lite' : 'fast');
});

test.each(choicesByMode.map(([mode, model, id]) => ({ mode, model, id })))(
  '$mode with $model alone is the cheapest of that model, and sent as such',
  ({ mode, model, id }) => {
    const { issues, body } = asked(filledIn({ ...everyInput, mode, model }) as never);
    expect(issues).toEqual([]);
    const size = { resolution: '720p', duration: mode === 'referenceToVideo' ? 8 : 4 };
    expect(body).toMatchObject({ model: id, generate_audio: false, ...(mode !== 'extend' && size) });
  },
);

test('a field that is emptied means what AIHubMax does by itself, not what the form starts with', () => {
  const emptied = { ...everyInput, model: 'standard', resolution: '', duration: '', generateAudio: '' };
  expect(asked(emptied).body).not.toHaveProperty('resolution');
  expect(asked(emptied).body).not.toHaveProperty('duration');
  expect(asked(emptied).body).not.toHaveProperty('generate_audio');
  expect(asked({ ...emptied, model: '' }).body).toMatchObject({ model: 'veo-3.1-image-to-video' });
  // 1080p by AIHubMax's default, where Lite makes 8 seconds only.
  expect(asked({ ...emptied, model: 'lite' }).issues).toEqual([]);
});

const downloads = (parameters: INodeParameters, name = description.name) => {
  const type = { ...description, name };
  const filled = NodeHelpers.getNodeParameters(type.properties, parameters, true, false, node, type);
  return filled?.downloadVideo;
};

test.each([description.name, 'aiHubMaxVeoTool'])(
  'as %s the form asks once whether to download the film',
  (name) => {
    const type = { ...description, name };
    const asked = type.properties.filter(
      (property) =>
        property.name === 'downloadVideo' &&
        NodeHelpers.displayParameter({ operation: 'createAndWait' }, property, node, type),
    );
    expect(asked).toHaveLength(1);
  },
);

test('the film is downloaded where somebody waits for it, and no agent gets a file that it cannot use', () => {
  expect(downloads({})).toBe(true);
  expect(downloads({ operation: 'getStatus' })).toBe(false);
  expect(downloads({}, 'aiHubMaxVeoTool')).toBe(false);
  expect(downloads({ operation: 'getStatus' }, 'aiHubMaxVeoTool')).toBe(false);
  expect(downloads({ downloadVideo: true }, 'aiHubMaxVeoTool')).toBe(true);
  expect(downloads({ downloadVideo: false })).toBe(false);
});

const isChoice = (property: INodeProperties, value: unknown) =>
  (property.options ?? []).some((option) => 'value' in option && option.value === value);

/**
 * What n8n 2.40's editor makes of a node when one value is picked: it drops what is at its default, drops what no longer
 * fits the choices that are shown, and fills in the defaults of the new form.
 */
function pick(parameters: INodeParameters, name: string, value: string | number): INodeParameters {
  const { properties } = description;
  const kept = NodeHelpers.getNodeParameters(properties, parameters, false, false, node, description) ?? {};
  const picked: INodeParameters = { ...kept, [name]: value };
  for (const property of properties) {
    const { show, hide } = property.displayOptions ?? {};
    const depends = show?.[name] !== undefined || hide?.[name] !== undefined;
    if (!depends || !property.options || !(property.name in picked)) continue;
    if (property.type !== 'options' || isChoice(property, picked[property.name])) continue;
    if (NodeHelpers.displayParameter(picked, property, node, description)) delete picked[property.name];
  }
  return filledIn(picked);
}

test.each<[string, INodeParameters, Array<[string, string | number]>, object]>([
  ['the variant goes along', { model: 'standard' }, [['mode', 'textToVideo']], { model: 'standard' }],
  ['Fast goes along, too', { model: 'fast' }, [['mode', 'referenceToVideo']], { model: 'fast' }],
  ['the dearest goes along', { model: 'standard' }, [['mode', 'extend']], { model: 'standard' }],
  ['Lite becomes Fast where there is no Lite', {}, [['mode', 'extend']], { model: 'fast' }],
  [
    'and is Lite again on the way back',
    {},
    [
      ['mode', 'referenceToVideo'],
      ['mode', 'imageToVideo'],
    ],
    { model: 'lite', duration: 4, resolution: '720p' },
  ],
  [
    'a size goes along',
    { resolution: '1080p', duration: 8 },
    [['mode', 'textToVideo']],
    { resolution: '1080p', duration: 8 },
  ],
  [
    '4K falls to the smallest',
    { model: 'standard', resolution: '4k' },
    [['model', 'lite']],
    { resolution: '720p' },
  ],
  ['1080p takes 8 seconds', { duration: 6 }, [['resolution', '1080p']], { duration: 8 }],
])('a switch in the form: %s', (_says, from, picks, then) => {
  const end = picks.reduce((form, [name, value]) => pick(form, name, value), filledIn(from));
  expect(end).toMatchObject(then);
});

test('with a mode by expression an untouched form creates nothing dearer: what has no Lite is refused', async () => {
  const service = serving();
  const { prompt, imageUrl } = flowers;
  const parameters = { operation: 'create', prompt, imageUrl, sourceTaskId: 'task-1' };
  const items = ['imageToVideo', 'textToVideo', 'extend', 'referenceToVideo'].map((mode) => ({ mode }));
  const output = await execute({ service, parameters, items, continueOnFail: true });
  expect(output.map(({ json }) => json.error ?? 'created')).toEqual([
    'created',
    'created',
    expect.stringContaining('Model is "lite", but Extend has no Veo 3.1 Lite.'),
    expect.stringContaining('Model is "lite", but Reference to Video has no Veo 3.1 Lite.'),
  ]);
  expect(
    service
      .creates()
      .map(({ body }) => (body as { model: string }).model)
      .sort(),
  ).toEqual(['veo-3.1-lite-image-to-video', 'veo-3.1-lite-text-to-video']);
});
