import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Page } from '@playwright/test';
import { projectFolder, type Say } from '../../../../dev/n8n/index.mts';
import type { Area } from './area.mts';
import { savePng } from './png.mts';

/** A folder of pictures. */
export class Album {
  private constructor(
    private readonly folder: string,
    private readonly say: Say,
  ) {}

  /** Opens a folder of this project, made when it is missing. */
  static async open(folder: string, say: Say = () => undefined): Promise<Album> {
    const path = join(projectFolder, folder);
    await mkdir(path, { recursive: true });
    return new Album(path, say);
  }

  /** Keeps what a page, or an area of it, looks like now. Moving things stand still for it. */
  async keep(name: string, page: Page, clip?: Area): Promise<void> {
    const path = join(this.folder, `${name.replace(/[^\w.-]+/g, '-')}.png`);
    await savePng(await page.screenshot({ animations: 'disabled', caret: 'hide', clip }), path);
    this.say(relative(projectFolder, path));
  }
}
