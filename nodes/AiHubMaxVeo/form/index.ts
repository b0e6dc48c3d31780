/** The whole form, in the order in which it is shown. */
import type { INodeProperties } from 'n8n-workflow';
import { defaultMode, field, fieldNames, mode, modeNames, variant, variantsOf } from '../catalogue/queries';
import type { FieldName } from '../catalogue/queries';
import { propertyHints } from './builderHint';
import { mainParameters, optionParameters, usualAtBothEnds } from './field';
import { hideInsteadOfShow } from './hideInsteadOfShow';
import { mediaParameters } from './media';
import { noticesBelow } from './notices';
import { operation, resource, toolNotice } from './operation';
import { byLabel, collection, settingParameter, settingsIn } from './setting';
import { forCollection, onCreate, onGetStatus, onReply, onRequest, onVideo } from './show';
import type { Show } from './show';
import { resultParameters, waitOptions } from './wait';

const modeParameter: INodeProperties = {
  displayName: 'Mode',
  name: 'mode',
  type: 'options',
  options: modeNames
    .map((name) => ({ name: mode(name).label, value: name, description: mode(name).help }))
    .sort((one, other) => (one.name < other.name ? -1 : 1)),
  default: defaultMode,
  displayOptions: { show: onRequest },
  description: 'What the video is made from',
};

/** Modes with the same variants share a choice of models, which so outlives a switch of the mode. */
const modesByVariants = [...new Set(modeNames.map((name) => variantsOf(name).join()))].map((shared) =>
  modeNames.filter((name) => variantsOf(name).join() === shared),
);

const modelTwins = modesByVariants.map((modes): INodeProperties => {
  const [first = defaultMode] = modes;
  return {
    displayName: 'Model',
    name: 'model',
    type: 'options',
    options: variantsOf(first).map((name) => ({
      name: variant(name).label,
      value: name,
      description: variant(name).help,
    })),
    default: 'standard',
    displayOptions: { show: { ...onRequest, mode: modes } },
    description:
      'The Veo 3.1 variant. Price and available fields depend on it. If Mode is an expression, the same variant of that mode is used.',
  };
});

function parametersOf(name: FieldName): INodeProperties[] {
  const row = field(name);
  const own = row.kind === 'media' ? mediaParameters(name, row) : mainParameters(name, row);
  return [...own, ...noticesBelow(name)];
}

const inPlace = (place: 'main' | 'options') => fieldNames.filter((name) => field(name).place === place);

const additionalFields: INodeProperties = {
  displayName: 'Additional Fields (JSON)',
  name: 'additionalFields',
  type: 'json',
  default: '{}',
  description:
    'Extra request fields as JSON, for API parameters this node does not know yet. The model and the prompt cannot be replaced.',
};

/** The same members, each also only where it means something. */
const shownOn = (show: Show, members: INodeProperties[]): INodeProperties[] =>
  members.map((member) => ({
    ...member,
    displayOptions: { show: { ...forCollection(show), ...member.displayOptions?.show } },
  }));

const everywhere = ['includeInputFields'];

const optionMembers = [
  ...shownOn(onRequest, [...inPlace('options').flatMap(optionParameters), additionalFields]),
  ...settingsIn('options').flatMap((member) =>
    everywhere.includes(member.name) ? [member] : shownOn(onCreate, [member]),
  ),
].sort(byLabel);

const shownOnRequest = { displayOptions: { show: forCollection(onRequest) } };
const shownOnVideo = { displayOptions: { show: forCollection(onVideo) } };

const taskId: INodeProperties = {
  displayName: 'Task ID',
  name: 'taskId',
  type: 'string',
  required: true,
  default: '',
  placeholder: 'e.g. task-unified-1795340000-k3v9x2qa',
  displayOptions: { show: onGetStatus },
  description: 'The ID that Create returned for the task. Usually an expression that takes it from the item.',
};

const simplify: INodeProperties = {
  ...settingParameter('simplify'),
  hint: 'Off adds the reply of AIHubMax under "raw"',
  displayOptions: { show: onReply },
};

const withBuilderHint = (property: INodeProperties): INodeProperties => {
  const propertyHint = propertyHints[property.name];
  return propertyHint ? { ...property, builderHint: { propertyHint } } : property;
};

export const parameters: INodeProperties[] = hideInsteadOfShow([
  resource,
  operation,
  toolNotice,
  modeParameter,
  ...usualAtBothEnds(modelTwins),
  ...inPlace('main').flatMap(parametersOf),
  taskId,
  ...resultParameters,
  { ...collection('options', optionMembers), ...shownOnVideo },
  ...waitOptions,
  { ...collection('batching', settingsIn('batching')), ...shownOnRequest },
  simplify,
]).map(withBuilderHint);
