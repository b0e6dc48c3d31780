import { chromium, type Browser, type Page } from '@playwright/test';
import { findChromium } from './chromium.mts';

export type Theme = 'light' | 'dark';

export interface Look {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
}

/** How long anything on the page may take. n8n's editor loads 20 MB at its first start. */
const withinMs = 60_000;

// No sandbox: CI runs as root, where Chromium has none. The rest keeps it from calling home.
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const silence = ['--disable-background-networking', '--disable-component-update', '--disable-dev-shm-usage'];

/** Runs `use` with a headless browser that is gone afterwards, whatever happens. */
export async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  const executablePath = await findChromium();
  // On Ctrl-C this process ends at once, and Playwright then kills the browser.
  const browser = await chromium.launch({ executablePath, args: [...flags, ...silence] });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/** A page as a new visitor has it. */
export async function newPage(browser: Browser, look: Look = {}): Promise<Page> {
  const { theme: colorScheme = 'light', width = 1280, height = 900 } = look;
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
  page.setDefaultTimeout(withinMs);
  return page;
}
