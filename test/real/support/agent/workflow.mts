import type { INode, INodeParameters } from 'n8n-workflow';
import { credentialType, graph, node, videoNodeType, type Link } from '../../../../dev/n8n/index.mts';
import type { StoredCredential, WorkflowDraft } from '../../../../dev/n8n/index.mts';

/** What an agent's workflow is made with. */
export interface Cast {
  /** typeVersion of the AI Agent node. */
  readonly agent: number;
  readonly video: StoredCredential;
  readonly model: StoredCredential;
  /** Those of the tools' Settings tab. */
  readonly settings?: Partial<INode>;
}

const langchain = '@n8n/n8n-nodes-langchain';

/** A parameter that the agent fills in, as the editor's button writes it. */
const fromAI = (key: string, description: string): string =>
  `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`${description}\`, 'string') }}`;

/** Our two tools by their names. */
export const toolParameters: Readonly<Record<string, INodeParameters>> = {
  'Start a video': {
    operation: 'create',
    prompt: fromAI('prompt', 'What happens in the video'),
    imageUrl: fromAI('image_url', 'Public address of the picture'),
    model: 'lite',
    resolution: '720p',
    duration: 4,
  },
  'Check a video': {
    operation: 'getStatus',
    taskId: fromAI('task_id', 'The taskId that Start a video gave'),
  },
};

/** What a node needs to use a stored credential of ours. */
export const credentialsOf = ({ id, name }: StoredCredential) => ({ [credentialType]: { id, name } });

const toolsOf = ({ video, settings }: Cast): INode[] =>
  Object.entries(toolParameters).map(([name, parameters]) =>
    node(name, `${videoNodeType}Tool`, parameters, { credentials: credentialsOf(video), ...settings }),
  );

function modelNode({ model }: Cast): INode {
  const parameters = { model: { __rl: true, mode: 'id', value: 'gpt-5-mini' }, options: {} };
  const credentials = { openAiApi: { id: model.id, name: model.name } };
  return node('Model', `${langchain}.lmChatOpenAi`, parameters, { typeVersion: 1.2, credentials });
}

const around: readonly Link[] = [
  { from: 'Start', to: 'Agent' },
  { from: 'Model', to: 'Agent', type: 'ai_languageModel' },
  { from: 'Memory', to: 'Agent', type: 'ai_memory' },
  { from: 'Start a video', to: 'Agent', type: 'ai_tool' },
  { from: 'Check a video', to: 'Agent', type: 'ai_tool' },
];

/** Chat -> AI Agent with a model, a memory and this package's node twice as a tool. `path` = of the chat's webhook. */
export function agentWorkflow(cast: Cast, path: string): WorkflowDraft {
  const chat = { public: true, mode: 'webhook', options: {} };
  const nodes = [
    node('Start', `${langchain}.chatTrigger`, chat, { typeVersion: 1.1, webhookId: path }),
    node('Agent', `${langchain}.agent`, { options: {} }, { typeVersion: cast.agent }),
    modelNode(cast),
    node('Memory', `${langchain}.memoryBufferWindow`, {}, { typeVersion: 1.3 }),
    ...toolsOf(cast),
  ];
  return graph('Suite', nodes, around);
}
