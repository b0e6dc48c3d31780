import { expect, type Page } from '@playwright/test';

/** The panel in which a user looks for a node. */
export class NodeCreator {
  constructor(private readonly page: Page) {}

  /** Opens it on an empty canvas. */
  async open(): Promise<void> {
    await this.page.getByTestId('canvas-plus-button').click();
    await this.page.getByTestId('node-creator-search-bar').waitFor();
  }

  /** Types words into the search, and waits until a node of that name is offered. */
  async find(words: string, displayName: string): Promise<void> {
    await this.page.getByTestId('node-creator-search-bar').fill(words);
    await this.item(displayName).waitFor({ timeout: 10_000 });
  }

  /** Opens a found node, and adds it by one of its actions. */
  async add(displayName: string, action: string): Promise<void> {
    await this.item(displayName).click();
    await this.item(action).click();
    await this.page.getByTestId('parameter-input-operation').waitFor();
  }

  /** Adds a node by one of its actions, with the keyboard alone. */
  async take(words: string, displayName: string, action: string): Promise<void> {
    await this.page.keyboard.type(words);
    await this.item(displayName).waitFor({ timeout: 10_000 });
    await this.page.keyboard.press('Enter');
    // Triggers that go well with it come first, and the list follows the keys in a moment of its own.
    const chosen = this.page.locator('[class*=active]', { hasText: new RegExp(`^\\s*${action}\\s*$`) });
    await expect(async () => {
      await this.page.keyboard.press('ArrowDown');
      await chosen.first().waitFor({ timeout: 1_500 });
    }).toPass({ timeout: 30_000 });
    await this.page.keyboard.press('Enter');
    await this.page.getByTestId('parameter-input-operation').waitFor();
  }

  private item(name: string) {
    return this.page.getByTestId('node-creator-item-name').getByText(name, { exact: true }).first();
  }
}
