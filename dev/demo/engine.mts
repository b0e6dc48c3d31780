/** n8n's own loader and engine, without the n8n around them. To be imported after `settleIn`. */
import 'reflect-metadata';
import { createRequire } from 'node:module';
import { CredentialTestContext, PackageDirectoryLoader, WorkflowExecute } from 'n8n-core';
import type {
  ICredentialTestFunctions,
  INodeCredentialTestResult,
  INodeTypes,
  IRun,
  IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import type * as N8nWorkflow from 'n8n-workflow';
import { additionalData } from '../../test/support/additionalData.mts';
import type { Authenticate, Stored } from '../../test/support/credentials.mts';
import { credentialType, videoNodeType, type WorkflowDraft } from '../n8n/workflow.mts';
import { triggerOf } from './example.mts';
import { ManualTrigger } from './manualTrigger.mts';

// n8n-core requires this copy; an import would bring a second one, whose classes are not the same.
const { createRunExecutionData, NodeHelpers, Workflow } = createRequire(import.meta.url)(
  'n8n-workflow',
) as typeof N8nWorkflow;

/** Loads a package as n8n does at its start: `directory` holds the package's package.json. */
export async function loadPackage(directory: string): Promise<PackageDirectoryLoader> {
  const loader = new PackageDirectoryLoader(directory);
  await loader.loadAll();
  return loader;
}

const videoNodeOf = (loader: PackageDirectoryLoader) =>
  NodeHelpers.getVersionedNodeType(loader.getNode(videoNodeType.replace(`${loader.packageName}.`, '')).type);

/** What a person sees who saves the credential. */
export async function testCredential(
  loader: PackageDirectoryLoader,
  data: Stored,
): Promise<INodeCredentialTestResult> {
  const { description, methods } = videoNodeOf(loader);
  const { testedBy } = description.credentials?.find(({ name }) => name === credentialType) ?? {};
  const test = methods?.credentialTest?.[String(testedBy)];
  if (!test) throw new Error('The node does not test its credential.');
  const context = new CredentialTestContext({} as IWorkflowExecuteAdditionalData);
  const credential = { id: '1', name: 'AIHubMax', type: credentialType, data };
  return await test.call(context as ICredentialTestFunctions, credential);
}

function authenticateOf(loader: PackageDirectoryLoader): Authenticate {
  const { authenticate } = loader.getCredential(credentialType).type;
  if (typeof authenticate !== 'function') throw new Error('The credential signs no request.');
  return async (request, data) => await authenticate(data, request);
}

function nodeTypesOf(loader: PackageDirectoryLoader): INodeTypes {
  const types = { [videoNodeType]: videoNodeOf(loader), 'n8n-nodes-base.manualTrigger': new ManualTrigger() };
  // Not every node of a workflow has a type here: nothing runs a sticky note.
  const typeOf = (name: string) => types[name as keyof typeof types];
  return { getByName: typeOf, getByNameAndVersion: typeOf, getKnownTypes: () => ({}) };
}

/** A workflow that runs. `stop` is the editor's Stop. */
export interface Running {
  readonly ended: Promise<IRun>;
  stop(): void;
}

/** Presses Execute: the trigger starts, and no node's output is pinned. */
export function execute(loader: PackageDirectoryLoader, draft: WorkflowDraft, credentials: Stored): Running {
  const workflow = new Workflow({ id: 'demo', active: false, nodeTypes: nodeTypesOf(loader), ...draft });
  const around = { credentials, authenticate: authenticateOf(loader), mode: 'manual' } as const;
  const start = { node: triggerOf(draft), data: { main: [[{ json: {} }]] }, source: null };
  const data = createRunExecutionData({ executionData: { nodeExecutionStack: [start] } });
  const engine = new WorkflowExecute(additionalData(around, workflow), around.mode, data);
  const ended = engine.processRunExecutionData(workflow);
  return { ended, stop: () => ended.cancel() };
}
