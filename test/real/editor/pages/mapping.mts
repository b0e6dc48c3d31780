import type { Page } from '@playwright/test';

/** The panel of Edit Fields, with what comes into it on the left. */
export class Mapping {
  constructor(private readonly page: Page) {}

  /** The fields that the node before is said to give, though it never ran, from top to bottom. */
  async preview(): Promise<string[]> {
    const input = this.page.getByTestId('ndv-input-panel');
    await input.getByTestId('schema-preview-warning').waitFor();
    return await input.locator('.pill--preview[data-depth="1"]').evaluateAll((pills) => {
      pills.sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top);
      return pills.map((pill) => pill.getAttribute('data-name') ?? '');
    });
  }

  /** Drags a field from the left into the fields to set, where it becomes an expression. */
  async take(name: string): Promise<void> {
    const pill = this.page.getByTestId('ndv-input-panel').locator(`[data-name="${name}"]`).first();
    const fields = this.page.getByTestId('assignment-collection-drop-area');
    const [from, to] = [await pill.boundingBox(), await fields.boundingBox()];
    if (!from || !to) throw new Error(`There is no field "${name}" to take, or nowhere to put it.`);
    await this.page.mouse.move(from.x + 10, from.y + from.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 15 });
    await this.page.mouse.up();
    await this.page.getByTestId('assignment-value').getByText(`$json.${name}`).waitFor();
  }
}
