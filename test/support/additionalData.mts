/** What n8n's engine asks of the n8n around it. */
import { ExecutionLifecycleHooks } from 'n8n-core';
import type { IWorkflowExecuteAdditionalData, Workflow, WorkflowExecuteMode } from 'n8n-workflow';
import { credentialsHelper, type Authenticate, type Stored } from './credentials.mts';

export interface Around {
  credentials: Stored | (() => Stored);
  authenticate: Authenticate;
  executionId?: string;
  mode?: WorkflowExecuteMode;
}

export function additionalData(around: Around, workflow: Workflow): IWorkflowExecuteAdditionalData {
  const { credentials, authenticate, executionId = 'execution-1', mode = 'trigger' } = around;
  const { id, name = '', nodes, connectionsBySourceNode: connections, settings } = workflow;
  const data = { id, name, nodes: Object.values(nodes), connections, settings, active: false };
  const url = 'http://localhost/';
  return {
    ...{ currentNodeExecutionIndex: 0, executionId, userId: 'user-1', variables: {} },
    ...{ restApiUrl: url, instanceBaseUrl: url, formWaitingBaseUrl: url, webhookBaseUrl: url },
    ...{ webhookWaitingBaseUrl: url, webhookTestBaseUrl: url, formBaseUrl: url, formTestBaseUrl: url },
    credentialsHelper: credentialsHelper(credentials, authenticate),
    hooks: new ExecutionLifecycleHooks(mode, executionId, {
      ...data,
      createdAt: new Date(),
      updatedAt: new Date(),
    } as never),
    setExecutionStatus: () => undefined,
  } as unknown as IWorkflowExecuteAdditionalData;
}
