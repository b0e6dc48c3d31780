import type { Locator, Page } from '@playwright/test';

/** A field of the form as a user sees it. */
export interface SeenField {
  readonly name: string;
  /** What its input shows. */
  readonly shows: string;
  /** Whether n8n marks it red. */
  readonly isRed: boolean;
}

const prefix = 'parameter-input-';

/** The form in a node's panel: tab Parameters. */
export class Form {
  constructor(private readonly page: Page) {}

  /** Every visible field in the order of the form, members of collections among them. */
  async fields(): Promise<SeenField[]> {
    const inputs = this.page.locator(`[data-test-id^="${prefix}"]:visible:has(input, textarea, .cm-content)`);
    return await inputs.evaluateAll((elements, start) => {
      return elements.map((element) => {
        const input = element.querySelector<HTMLInputElement>('input, textarea');
        return {
          name: element.getAttribute('data-test-id')?.slice(start) ?? '',
          shows:
            input?.type === 'checkbox' ? String(input.checked) : (input?.value ?? element.textContent ?? ''),
          isRed: element.querySelector('[data-test-id=parameter-issues]') !== null,
        };
      });
    }, prefix.length);
  }

  /** The choices that a drop-down offers, in its own order. n8n's "Custom API Call" is not ours. */
  async choices(name: string): Promise<string[]> {
    await this.field(name).locator('input').click();
    const offered = await this.headlines();
    await this.page.keyboard.press('Escape');
    await this.menu.waitFor({ state: 'hidden' });
    return offered.filter((label) => label !== 'Custom API Call');
  }

  /** Picks a choice of a drop-down by its label. */
  async choose(name: string, label: string): Promise<void> {
    await this.field(name).locator('input').click();
    const labels = await this.headlines();
    await this.items.nth(labels.indexOf(label)).click();
    await this.menu.waitFor({ state: 'hidden' });
  }

  /** Types into a text field. */
  async fill(name: string, text: string): Promise<void> {
    await this.field(name).locator('input, textarea').fill(text);
  }

  /** Clicks into a text field and pastes, as a user does. */
  async paste(name: string, text: string): Promise<void> {
    await this.field(name).locator('input, textarea').click();
    await this.page.keyboard.insertText(text);
  }

  /** Turns a switch on. */
  async turnOn(name: string): Promise<void> {
    await this.field(name).locator('.el-switch').click();
  }

  /** The members that a collection offers to add; an empty list when all are added or there is no such collection. */
  async members(title: string): Promise<string[]> {
    const titled = this.page.getByTestId('input-label').filter({ hasText: new RegExp(`^\\s*${title}\\s*$`) });
    const collection = this.page.locator('.multi-parameter').filter({ has: titled });
    if (!(await collection.isVisible())) return [];
    await collection.getByTestId('collection-parameter-add').click();
    const offered = await this.headlines();
    await this.page.keyboard.press('Escape');
    await this.menu.waitFor({ state: 'hidden' });
    return offered;
  }

  private field(name: string): Locator {
    return this.page.getByTestId(`${prefix}${name}`).first();
  }

  private get menu(): Locator {
    return this.page.locator('.el-select-dropdown:visible');
  }

  private get items(): Locator {
    return this.menu.locator('.el-select-dropdown__item');
  }

  /** The first line of each item in the open menu; the second is its description. */
  private async headlines(): Promise<string[]> {
    await this.items.first().waitFor();
    const texts = await this.items.allInnerTexts();
    return texts.map((text) => text.trim().split('\n')[0]?.trim() ?? '');
  }
}
