import type { INode, INodeCredentials, IPinData } from 'n8n-workflow';
import type { Emulator } from '../../../dev/emulator/index.mts';
import { credentialType } from '../../../dev/n8n/index.mts';
import { sampleImageUrl, type Example } from './example.mts';
import type { Stage } from './stage.mts';
import { twins, type Twin } from './twins.mts';
import { isVideoNode, isWaiting } from './veo.mts';

/** The credential type that a node needs on this stage. */
function credentialOf(node: INode): string | undefined {
  if (isVideoNode(node)) return credentialType;
  if (node.type.endsWith('.lmChatOpenAi')) return 'openAiApi';
  if (node.parameters.genericAuthType) return String(node.parameters.genericAuthType);
  return node.parameters.authentication === 'basicAuth' ? 'httpBasicAuth' : undefined;
}

function withCredential(node: INode, { credentials }: Stage): INode {
  const type = credentialOf(node);
  const stored = type && credentials[type];
  if (!stored) return node;
  const added: INodeCredentials = { [type]: { id: stored.id, name: stored.name } };
  return { ...node, credentials: added };
}

/** What an example names of the world outside, and what plays it here. */
const atHome = ({ url, samplePhotoUrl }: Emulator): readonly [abroad: string, here: string][] => [
  [sampleImageUrl, samplePhotoUrl],
  ['https://api.aihubmax.com', url],
];

/** The same example, in which the public sample image and the API are the local ones. */
function broughtHome(example: Example, { emulator }: Stage): Example {
  const text = JSON.stringify(example);
  return JSON.parse(atHome(emulator).reduce((told, [abroad, here]) => told.replaceAll(abroad, here), text));
}

/** Nobody watches: a second is wait enough. */
function hurried(node: INode): INode {
  const { parameters, type } = node;
  if (type === 'n8n-nodes-base.wait') return { ...node, parameters: { ...parameters, amount: 1 } };
  if (!isWaiting(node)) return node;
  const waitOptions = { ...(parameters.waitOptions as object), pollIntervalSeconds: 1 };
  return { ...node, parameters: { ...parameters, waitOptions } };
}

/** The example with credentials, short waits, and twins where a third party would be needed. */
export function cast(original: Example, stage: Stage, other: Readonly<Record<string, Twin>> = {}): Example {
  const example = broughtHome(original, stage);
  const pinData: IPinData = {};
  const nodes = example.nodes.map((node) => {
    const twin = (other[node.type] ?? twins[node.type])?.(node, stage);
    const sample = example.pinData[node.name];
    if (twin === 'sample' && sample) pinData[node.name] = sample;
    const played = twin && twin !== 'sample' ? twin : node;
    return hurried(withCredential(played, stage));
  });
  return { ...example, nodes, pinData };
}
