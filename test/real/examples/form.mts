import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../../../dev/n8n/index.mts';
import { until } from '../../../dev/n8n/until.mts';
import { visitor, type Stage } from './stage.mts';

const authorization = `Basic ${Buffer.from(`${visitor.user}:${visitor.password}`).toString('base64')}`;

async function filledIn(prompt: string): Promise<FormData> {
  const photo = await readFile(join(projectFolder, 'examples', 'sample-photo.jpg'));
  const form = new FormData();
  form.set('field-0', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), 'photo.jpg');
  form.set('field-1', prompt);
  return form;
}

/** What is published or resumed needs a moment in n8n. */
export const aMoment = { withinMs: 30_000, everyMs: 250 };

/** The address at which a browser asks whether the next page is ready: asked too early, the page itself never answers. */
function statusOf(pageUrl: string): string {
  const url = new URL(pageUrl);
  url.pathname += '/n8n-execution-status';
  return url.href;
}

async function send(url: string, init: RequestInit = {}): Promise<string> {
  const signal = AbortSignal.timeout(15_000);
  const response = await fetch(url, { ...init, headers: { authorization }, signal });
  const text = await response.text();
  if (!response.ok) throw new Error(`the form answered ${response.status}: ${text.slice(0, 300)}`);
  return text;
}

/** Sends the form in as a browser does, and returns the page at the end. */
export async function submit({ n8n }: Stage, path: string, prompt: string): Promise<string> {
  const posted = await send(`${n8n.url}/form/${path}`, { method: 'POST', body: await filledIn(prompt) });
  const { formWaitingUrl } = JSON.parse(posted);
  const isReady = async () => (await send(statusOf(formWaitingUrl))).trim() === 'form-waiting';
  await until('the page at the end', isReady, aMoment);
  return await send(formWaitingUrl);
}
