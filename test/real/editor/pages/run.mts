import type { Locator, Page } from '@playwright/test';

/** A video takes seconds on the local API, and a 1-core machine still has to render it. */
const videoWithinMs = 120_000;

/** Running the node from its open panel, and what the panel shows of it. */
export class Run {
  constructor(private readonly page: Page) {}

  /** Presses Execute step. */
  async begin(): Promise<void> {
    await this.page.getByTestId('node-execute-button').click();
  }

  /** Waits until the panel says that the node is at work. */
  async isAtWork(): Promise<void> {
    await this.output.getByTestId('ndv-executing').waitFor();
  }

  /** Waits until nothing is at work any more. */
  async isAtRest(): Promise<void> {
    await this.output.getByTestId('ndv-executing').waitFor({ state: 'hidden' });
  }

  /** Presses Stop and waits until the panel is at rest. */
  async stop(): Promise<void> {
    await this.page.getByTestId('ndv-stop-execution-button').click();
    await this.isAtRest();
  }

  /** Waits until the output panel has this many items. */
  async hasItems(count = 1): Promise<void> {
    const text = count === 1 ? '1 item' : `${count} items`;
    await this.output.getByText(text, { exact: true }).waitFor({ timeout: videoWithinMs });
  }

  /** Shows the output as Schema, Table, JSON or Binary. */
  async showAs(view: 'schema' | 'table' | 'json' | 'binary'): Promise<void> {
    await this.output.getByTestId(`radio-button-${view}`).click();
  }

  /** Waits until the output panel has these words. */
  async shows(words: string): Promise<void> {
    await this.output.getByText(words).first().waitFor();
  }

  /** All that the output panel says. */
  async text(): Promise<string> {
    return await this.output.innerText();
  }

  /** Opens the file in the output panel; returns the size of the picture that plays there. */
  async video(): Promise<{ width: number; height: number }> {
    await this.output.getByTestId('ndv-view-binary-data').click();
    const player = this.output.locator('video');
    await player.waitFor();
    await player.evaluate(async (video: HTMLVideoElement) => {
      if (video.readyState === 0)
        await new Promise((resolve) => video.addEventListener('loadedmetadata', resolve));
    });
    return await player.evaluate(({ videoWidth, videoHeight }: HTMLVideoElement) => {
      return { width: videoWidth, height: videoHeight };
    });
  }

  private get output(): Locator {
    return this.page.getByTestId('output-panel');
  }
}
