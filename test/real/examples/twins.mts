import type { IDataObject, INode } from 'n8n-workflow';
import type { Stage } from './stage.mts';

/** What plays a node that needs a third party: another node in its place, or its own pinned sample. */
export type Twin = (node: INode, stage: Stage) => INode | 'sample';

const typeOf = (value: unknown) => (typeof value === 'boolean' ? 'boolean' : 'string');

/** A node that puts out what the original would have been told, so that its expressions are worked out. */
function saying(node: INode, values: IDataObject): INode {
  const assignments = Object.entries(values).map(([name, value]) => ({
    id: name,
    name,
    value: value as string,
    type: typeOf(value),
  }));
  const parameters = { assignments: { assignments }, options: { ignoreConversionErrors: true } };
  return { ...node, type: 'n8n-nodes-base.set', typeVersion: 3.5, parameters, retryOnFail: false };
}

/** A node that puts the sample photo into the item, as the original does with its picture. */
function fetching(node: INode, { emulator }: Stage): INode {
  const options = { response: { response: { responseFormat: 'file' } } };
  const parameters = { url: emulator.samplePhotoUrl, options };
  return { ...node, type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, parameters };
}

/** A service that cannot be reached. */
export const unreachable: Twin = (node) => {
  const parameters = { url: 'http://127.0.0.1:9/', options: {} };
  return { ...node, type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, parameters, retryOnFail: false };
};

const fileName = '={{ $binary.data.fileName }}';

/** The answer of the person who is asked. */
export const answering =
  (approved: boolean): Twin =>
  (node, stage) =>
    node.parameters.operation === 'sendAndWait'
      ? saying(node, { message: node.parameters.message, 'data.approved': approved } as IDataObject)
      : telegram(node, stage);

function telegram(node: INode, stage: Stage): INode {
  const { resource, chatId, text, binaryData } = node.parameters;
  if (resource === 'file') return fetching(node, stage);
  return saying(node, { chatId, ...(binaryData ? { file: fileName } : { text }) } as IDataObject);
}

const sheets: Twin = (node) => {
  if (node.parameters.operation !== 'update') return 'sample';
  const { value } = node.parameters.columns as { value: IDataObject };
  return saying(node, value);
};

/** The protocol that chatModel.mts speaks is the older of the two. */
const chatting: Twin = (node) => {
  const { builtInTools: _tools, ...parameters } = node.parameters;
  return { ...node, parameters: { ...parameters, responsesApiEnabled: false } };
};

export const twins: Readonly<Record<string, Twin>> = {
  'n8n-nodes-base.telegramTrigger': () => 'sample',
  '@n8n/n8n-nodes-langchain.chatTrigger': () => 'sample',
  '@n8n/n8n-nodes-langchain.lmChatOpenAi': chatting,
  '@n8n/n8n-nodes-langchain.openAi': fetching,
  // Needs GraphicsMagick, which is not everywhere.
  'n8n-nodes-base.editImage': (node) => ({ ...node, type: 'n8n-nodes-base.noOp', parameters: {} }),
  'n8n-nodes-base.errorTrigger': () => 'sample',
  'n8n-nodes-base.googleSheets': sheets,
  'n8n-nodes-base.googleDrive': (node) =>
    saying(node, {
      name: node.parameters.name,
      file: fileName,
      webViewLink: 'https://drive.example/video',
    } as IDataObject),
  'n8n-nodes-base.telegram': answering(true),
  'n8n-nodes-base.youTube': (node) =>
    saying(node, { title: node.parameters.title, file: fileName } as IDataObject),
};
