import type { Page } from '@playwright/test';

const runWithinMs = 120_000;

/** The workflow as a whole. */
export class Canvas {
  constructor(private readonly page: Page) {}

  /** Presses Execute workflow and waits until every one of `count` nodes has its green mark. */
  async run(count: number): Promise<void> {
    await this.page.getByTestId('execute-workflow-button').click();
    const done = this.page.getByTestId('canvas-node-status-success').nth(count - 1);
    await done.waitFor({ timeout: runWithinMs });
  }

  /** Brings the whole workflow into view. */
  async fit(): Promise<void> {
    await this.page.getByTestId('zoom-to-fit').click();
  }

  /** Waits until n8n's notes in the corner are gone. */
  async isQuiet(): Promise<void> {
    await this.page.locator('.el-notification').waitFor({ state: 'hidden' });
  }
}
