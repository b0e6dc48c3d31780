import type { Page } from '@playwright/test';

export interface Effort {
  readonly clicks: number;
  /** Names of the parameters that something was typed into. */
  readonly fields: string[];
}

interface Counting {
  effort?: { clicks: number; fields: string[] };
}

/** Counts from now on what a user does on the page that is open: presses of the mouse, and fields filled in. */
export async function countEffort(page: Page): Promise<void> {
  await page.evaluate(() => {
    const effort = { clicks: 0, fields: [] as string[] };
    (window as Counting).effort = effort;
    const press = (event: Event) => (effort.clicks += event.isTrusted ? 1 : 0);
    const note = ({ target }: Event) => {
      // n8n calls the input inside of a parameter "field".
      const parameter = '[data-test-id^="parameter-input-"]:not([data-test-id="parameter-input-field"])';
      const field = (target as Element).closest(parameter);
      const name = field?.getAttribute('data-test-id')?.replace('parameter-input-', '');
      if (name && !effort.fields.includes(name)) effort.fields.push(name);
    };
    window.addEventListener('pointerdown', press, true);
    window.addEventListener('input', note, true);
  });
}

export async function effortOn(page: Page): Promise<Effort> {
  const effort = await page.evaluate(() => (window as Counting).effort);
  if (!effort) throw new Error('The page was loaded anew since the counting began.');
  return effort;
}
