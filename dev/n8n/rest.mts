import type { ICredentialDataDecryptedObject as Data, INodeTypeDescription } from 'n8n-workflow';
import { executionOf, hasFinished, type Execution, type StoredExecution } from './execution.mts';
import { RestError, Session } from './session.mts';
import { until } from './until.mts';
import type { WorkflowDraft } from './workflow.mts';

/** A stored credential, as nodes refer to it. */
export interface StoredCredential {
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

/** A stored workflow. */
export interface StoredWorkflow extends WorkflowDraft {
  readonly id: string;
  readonly versionId: string;
}

/** An execution without its data; `createdAt` as ISO 8601. */
export interface ListedExecution {
  readonly id: string;
  readonly status: string;
  readonly createdAt: string;
}

/** What n8n says about a credential after trying it. */
export interface CredentialVerdict {
  readonly status: 'OK' | 'Error';
  readonly message: string;
}

/** n8n's internal REST API: what the editor does, without the editor. */
export class N8nRest {
  constructor(readonly session: Session) {}

  /** Stores a credential. */
  async createCredential(name: string, type: string, data: Data): Promise<StoredCredential> {
    return await this.session.send('POST', '/rest/credentials', { name, type, data });
  }

  /** Stores a credential, or new data in the one that already has this name and type. */
  async putCredential(name: string, type: string, data: Data): Promise<StoredCredential> {
    const stored = await this.session.send<StoredCredential[]>('GET', '/rest/credentials');
    const same = stored.find((each) => each.name === name && each.type === type);
    return same ? await this.changeCredential(same, data) : await this.createCredential(name, type, data);
  }

  /** Puts other data into a stored credential, as a person does who edits it. */
  async changeCredential({ id, name, type }: StoredCredential, data: Data): Promise<StoredCredential> {
    return await this.session.send('PATCH', `/rest/credentials/${id}`, { name, type, data });
  }

  /** Tests the given data as the stored credential: n8n refuses to test one that it has not stored. */
  async testCredential({ id, name, type }: StoredCredential, data: Data): Promise<CredentialVerdict> {
    return await this.session.send('POST', '/rest/credentials/test', {
      credentials: { id, name, type, data },
    });
  }

  /** Stores a workflow. */
  async createWorkflow(draft: WorkflowDraft): Promise<StoredWorkflow> {
    const settings = { executionOrder: 'v1' as const, ...draft.settings };
    // An example brings an ID of its own, under which n8n stores it once only.
    const fresh = { ...draft, id: undefined, settings, pinData: {} };
    return await this.session.send('POST', '/rest/workflows', fresh);
  }

  /** Stores other nodes in a workflow, as a person does who edits it. */
  async changeWorkflow({ id }: StoredWorkflow, nodes: StoredWorkflow['nodes']): Promise<StoredWorkflow> {
    return await this.session.send('PATCH', `/rest/workflows/${id}?forceSave=true`, { nodes });
  }

  /** Publishes a workflow. Its webhooks answer a moment later. */
  async activate({ id, versionId }: StoredWorkflow): Promise<void> {
    await this.session.send('POST', `/rest/workflows/${id}/activate`, { versionId });
  }

  /** Presses Execute, starting at the named trigger; returns the execution's id at once. */
  async run(workflow: StoredWorkflow, trigger: string): Promise<string> {
    const path = `/rest/workflows/${workflow.id}/run`;
    const body = { workflowData: workflow, triggerToStartFrom: { name: trigger } };
    return (await this.session.send<{ executionId: string }>('POST', path, body)).executionId;
  }

  /** Presses Execute step at a node, with nothing kept of what comes before it; returns the execution's id at once. */
  async runStep(workflow: StoredWorkflow, name: string): Promise<string> {
    const path = `/rest/workflows/${workflow.id}/run`;
    const body = { workflowData: workflow, destinationNode: { nodeName: name, mode: 'inclusive' } };
    return (await this.session.send<{ executionId: string }>('POST', path, body)).executionId;
  }

  /** One execution as stored so far. */
  async execution(id: string): Promise<Execution> {
    return executionOf(await this.session.send<StoredExecution>('GET', `/rest/executions/${id}`));
  }

  /** Waits until an execution has finished, however it ended. Throws when it takes longer. */
  async finished(id: string, withinMs = 120_000): Promise<Execution> {
    let status = 'unknown';
    const look = async () => {
      const execution = await this.executionIfStored(id);
      status = execution?.status ?? status;
      return execution && hasFinished(execution) && execution;
    };
    return await until(() => `execution ${id} ends, it is ${status}`, look, { withinMs, everyMs: 250 });
  }

  /** Presses Retry and waits until the new execution has ended; returns n8n's answer about it. */
  async retry(id: string, loadWorkflow = true): Promise<{ id: string; status: string }> {
    return await this.session.send('POST', `/rest/executions/${id}/retry`, { loadWorkflow });
  }

  /** Presses Stop. */
  async stop(id: string): Promise<void> {
    await this.session.send('POST', `/rest/executions/${id}/stop`, {});
  }

  /** Every stored workflow, without its nodes. */
  async workflows(): Promise<{ id: string; name: string }[]> {
    return await this.session.send('GET', '/rest/workflows');
  }

  /** A workflow's executions, newest first; n8n lists 20 at once. */
  async executionsOf(workflow: { id: string }, before = ''): Promise<ListedExecution[]> {
    const filter = encodeURIComponent(JSON.stringify({ workflowId: workflow.id }));
    const path = `/rest/executions?filter=${filter}${before && `&lastId=${before}`}`;
    return (await this.session.send<{ results: ListedExecution[] }>('GET', path)).results;
  }

  /** Every node type the editor offers. */
  async nodeTypes(): Promise<INodeTypeDescription[]> {
    return await this.session.send('GET', '/types/nodes.json');
  }

  // Older releases answer 500 about an execution that has begun but of which nothing is stored yet.
  private async executionIfStored(id: string): Promise<Execution | undefined> {
    return await this.execution(id).catch((error: unknown) => {
      if (error instanceof RestError && error.status === 500) return undefined;
      throw error;
    });
  }
}
