/** What n8n shows of the node besides its parameters. The expressions are evaluated by n8n. */
import type { INodeTypeDescription } from 'n8n-workflow';
import { mode, modeNames, variant, variantNames } from '../catalogue/queries';
import { statusOutputs } from '../catalogue/settings';
import { operationOptions } from './index';

/** What the tile of a node has room for. */
const maxCharacters = 27;

const table = <Key extends string>(keys: Key[], nameOf: (key: Key) => string) =>
  JSON.stringify(Object.fromEntries(keys.map((key) => [key, nameOf(key)])));

const variants = table(variantNames, (name) => variant(name).short);
const shortModes = table(modeNames, (name) => mode(name).short);
const modes = table(modeNames, (name) => {
  const { label, short } = mode(name);
  return `${label}, ${variant('standard').short}`.length > maxCharacters ? short : label;
});

const usual = 'createAndWait';
const operations = JSON.stringify(
  Object.fromEntries(operationOptions.map(({ name, value }) => [value, value === usual ? '' : name])),
);

/** The name of a raw value: the canvas knows no results of expressions. What the catalogue does not know stays as it is. */
const named = (parameter: string, names: string) =>
  `(${parameter}.startsWith("=") ? "varies" : (${names})[${parameter}] || ${parameter})`;

const modeName = named(
  '$rawParameter.mode',
  `$parameter.operation === "${usual}" ? ${modes} : ${shortModes}`,
);
const chosen = `$rawParameter.model && ${modeName} + ", " + ${named('$rawParameter.model', variants)}`;

/**
 * The line below the node's name on the canvas: short enough for n8n not to cut off its end, the variant, which decides about
 * the price. The operation comes first, unless it is the usual one.
 */
export const subtitle = `={{ [(${operations})[$parameter.operation], ${chosen}].filter(Boolean).join(": ").slice(0, ${maxCharacters}) }}`;

const routed = statusOutputs.map((label) => `{ type: "main", displayName: "${label}" }`).join(', ');

/** One output; Get Status can have three, so that a loop needs no IF. An agent's tool gets n8n's own single output. */
export const outputs =
  `={{ $parameter.operation === "getStatus" && $parameter.routeByStatus === true ? [${routed}] : ["main"] }}` as const;

/** What n8n's AI builders are told of the node, besides its form. */
export const builderHint: INodeTypeDescription['builderHint'] = {
  searchHint:
    'Image to video, text to video with Google Veo 3.1. Create and Create and Wait cost credits for every item; Check, Get Status and Get Credits are free. Check tells what is wrong with an item before it is paid for. Create and Wait returns the finished video in one node. Where a wait must survive restarts, or an agent calls it, use two nodes: Create, then Get Status with the taskId. downloadVideo puts the file into the item; videoUrl works for 24 hours.',
  relatedNodes: [
    { nodeType: 'n8n-nodes-base.googleDrive', relationHint: 'Save the downloaded video' },
    { nodeType: 'n8n-nodes-base.youTube', relationHint: 'Publish the downloaded video' },
    { nodeType: 'n8n-nodes-base.wait', relationHint: 'Wait between Create and Get Status' },
  ],
};

const charged = 'Every time you select Execute step, a new video is created and charged for each input item.';
const isCreate = '["create", "createAndWait"].includes($parameter.operation)';

/** By the raw value: the result of an expression is not known here, and it may switch the reuse off. */
const isReused =
  '!("reuseWhileTesting" in ($rawParameter.options || {})) || $rawParameter.options.reuseWhileTesting === true';

/** n8n does not pin output that holds a file. By the raw value: an expression may give true. */
const hasFile = '$parameter.operation === "createAndWait" && Boolean($rawParameter.downloadVideo)';

/** n8n shows it until there is output, which can be pinned, and while the node is at work. */
const hintBeforeOutput = (condition: string, message: string) => ({
  message: `${message} A video usually takes one to three minutes.`.trim(),
  type: 'info' as const,
  location: 'outputPane' as const,
  whenToDisplay: 'beforeExecution' as const,
  displayCondition: `={{ ${condition} }}`,
});

/** What the output panel says before and during a run: one hint at a time. */
export const hints: INodeTypeDescription['hints'] = [
  // submit/testRuns.ts does what this says.
  hintBeforeOutput(
    `${isCreate} && (${isReused})`,
    'For 24 hours Execute step uses an unchanged video again, free, also after Stop or a restart of n8n. A change to the prompt, image or video settings creates, and charges for, a new one.',
  ),
  hintBeforeOutput(
    `${isCreate} && !(${isReused}) && !(${hasFile})`,
    `${charged} Pin the output to keep building without paying again.`,
  ),
  hintBeforeOutput(
    `${hasFile} && !(${isReused})`,
    `${charged} n8n cannot pin files: execute only the nodes after this one, or leave Download Video off while you build.`,
  ),
  hintBeforeOutput('$parameter.operation === "getStatus" && Boolean($rawParameter.waitForCompletion)', ''),
];
