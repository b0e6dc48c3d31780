import type { Browser, Page } from '@playwright/test';
import {
  owner,
  videoNodeType,
  type RealN8n,
  type StoredWorkflow,
  type WorkflowDraft,
} from '../../../dev/n8n/index.mts';
import { newPage, type Look } from './browser.mts';

/** n8n's editor, with the owner signed in. */
export class Editor {
  constructor(
    readonly n8n: RealN8n,
    readonly page: Page,
  ) {}

  /** Goes to a new, empty workflow. */
  async openEmpty(): Promise<void> {
    await this.page.goto(`${this.n8n.url}/workflow/new`);
    await this.page.getByTestId('canvas-plus-button').waitFor();
  }

  /** Stores a workflow and goes to its canvas. */
  async openWorkflow(draft: WorkflowDraft): Promise<void> {
    const { id } = await this.n8n.rest.createWorkflow(draft);
    await this.page.goto(`${this.n8n.url}/workflow/${id}`);
    await this.page.getByTestId('canvas-node').first().waitFor();
  }

  /** Stores a workflow and goes to the open panel of one of its nodes. */
  async openNode(draft: WorkflowDraft, nodeName: string): Promise<StoredWorkflow> {
    const workflow = await this.n8n.rest.createWorkflow(draft);
    const { id, nodes } = workflow;
    const node = nodes.find(({ name }) => name === nodeName);
    await this.page.goto(`${this.n8n.url}/workflow/${id}/${node?.id}`);
    await this.page.getByTestId('ndv').waitFor();
    if (node?.type === videoNodeType) await this.page.getByTestId('parameter-input-operation').waitFor();
    return workflow;
  }
}

/** A browser window in which the owner has just signed in. */
export async function signedIn(browser: Browser, n8n: RealN8n, look: Look = {}): Promise<Editor> {
  const page = await newPage(browser, look);
  await page.goto(`${n8n.url}/signin`);
  await page.locator('input[name=emailOrLdapLoginId]').fill(owner.email);
  await page.locator('input[type=password]').fill(owner.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/signin'));
  return new Editor(n8n, page);
}
