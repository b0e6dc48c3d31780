import type { INodeTypeDescription } from 'n8n-workflow';
import { startChatModel, type ChatModel } from '../support/agent/model.mts';
import { test as base } from '../support/test.mts';
import { replyTo } from './conversation.mts';
import { setStage, type Stage } from './stage.mts';

interface Suite {
  readonly chatModel: ChatModel;
  readonly stage: Stage;
  /** What this n8n knows of every node. */
  readonly nodeTypes: readonly INodeTypeDescription[];
}

/** The test of this suite: its stage has all that the examples need of the world outside. */
export const test = base.extend<object, Suite>({
  chatModel: [
    async ({}, use) => {
      const chatModel = await startChatModel(replyTo);
      await use(chatModel);
      await chatModel.stop();
    },
    { scope: 'worker' },
  ],
  stage: [
    async ({ n8n, emulator, chatModel }, use) => await use(await setStage(n8n, emulator, chatModel)),
    { scope: 'worker' },
  ],
  nodeTypes: [async ({ n8n }, use) => await use(await n8n.rest.nodeTypes()), { scope: 'worker' }],
});
