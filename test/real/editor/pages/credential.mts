import assert from 'node:assert/strict';
import { expect, type Page } from '@playwright/test';

/** The dialog of a credential, opened from a node's panel. */
export class CredentialDialog {
  constructor(private readonly page: Page) {}

  /** Opens the dialog for a new one. */
  async openNew(): Promise<void> {
    await this.page.getByTestId('node-credentials-select').click();
    await this.page.getByTestId('node-credentials-select-item-new').click();
    await this.dialog.waitFor();
    // n8n puts the defaults in a moment after it shows the fields; what is typed before that is mixed up with them.
    await expect(async () => assert.match(await this.input('baseUrl').inputValue(), /^https:/)).toPass();
  }

  /** Opens the dialog of the one the node has. n8n tests it as it opens. */
  async openChosen(): Promise<void> {
    await this.page.getByTestId('credential-edit-button').click();
    await this.dialog.waitFor();
  }

  /** Fills a field in. */
  async fill(name: string, value: string): Promise<void> {
    const input = this.input(name);
    await expect(async () => {
      await input.fill(value);
      assert.equal(await input.inputValue(), value);
    }).toPass();
  }

  /** Clicks into a field and pastes, as a user does. */
  async paste(name: string, value: string): Promise<void> {
    await this.input(name).click();
    await this.page.keyboard.insertText(value);
    assert.equal(await this.input(name).inputValue(), value);
  }

  /** Stores it, upon which n8n tests it. A green one closes the dialog. */
  async save(): Promise<void> {
    await this.dialog.getByTestId('credential-save-button').click();
  }

  /** Waits for a red test; returns what it says, with its details. */
  async complaint(): Promise<string> {
    const banner = this.dialog.getByText('Couldn’t connect with these settings');
    await banner.waitFor();
    await this.dialog.getByText('More details').click();
    return await this.dialog.getByTestId('node-credentials-config-container').innerText();
  }

  /** Waits for a green test. */
  async isGreen(): Promise<void> {
    await this.dialog.getByText('Connection tested successfully').waitFor();
  }

  /** Waits until it is closed. */
  async isClosed(): Promise<void> {
    await this.dialog.waitFor({ state: 'hidden' });
  }

  /** Closes it without a change. */
  async close(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.isClosed();
  }

  private input(name: string) {
    return this.dialog.getByTestId(`parameter-input-${name}`).locator('input');
  }

  private get dialog() {
    return this.page.getByTestId('editCredential-modal');
  }
}
