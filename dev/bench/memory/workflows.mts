/** Big files through our node, and the same through n8n's HTTP Request. */
import { randomBytes } from 'node:crypto';
import type { INode, INodeParameters } from 'n8n-workflow';
import { chain, manualTrigger, node, videoNode } from '../../n8n/index.mts';
import type { WorkflowDraft } from '../../n8n/index.mts';
import { rows } from '../real.mts';
import type { Site } from '../real.mts';

const http = (name: string, parameters: INodeParameters): INode =>
  node(name, 'n8n-nodes-base.httpRequest', parameters, { typeVersion: 4.2 });

const file = { options: { response: { response: { responseFormat: 'file' } } } };

const text = { mode: 'textToVideo', model: 'standard', prompt: 'Waves' };

export function ourDownload({ credential }: Site, count: number): WorkflowDraft {
  const wait = { pollIntervalSeconds: 1 };
  const order = { ...text, operation: 'createAndWait', downloadVideo: true, waitOptions: wait };
  const parameters = { ...order, batching: { maxConcurrentTasks: count } };
  return chain('Ours', manualTrigger(), ...rows(count), videoNode('Video', parameters, credential));
}

/** HTTP Request sends all its items at once. */
export const itsDownload = (url: string, count: number): WorkflowDraft =>
  chain('Theirs', manualTrigger(), ...rows(count), http('Get', { url, ...file }));

/** The address of a finished video of the site's size. */
export async function finishedVideo({ emulator }: Site): Promise<string> {
  const headers = { authorization: `Bearer ${emulator.key}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ model: text.model, prompt: text.prompt });
  await fetch(`${emulator.url}/v1/videos/generations`, { method: 'POST', headers, body });
  for (;;) {
    const url = emulator.tasks().at(-1)?.videoUrl;
    if (url) return url;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Puts a picture of that many bytes where n8n can fetch it. Random bytes after a whole JPEG: no reader minds. */
export async function bigPicture({ emulator }: Site, bytes: number): Promise<string> {
  const photo = Buffer.from(await (await fetch(emulator.samplePhotoUrl)).arrayBuffer());
  const form = new FormData();
  form.append('file', new Blob([photo, randomBytes(bytes - photo.length)]), 'big.jpg');
  const headers = { authorization: `Bearer ${emulator.key}` };
  const reply = await fetch(`${emulator.url}/v1/files/upload/stream`, {
    method: 'POST',
    headers,
    body: form,
  });
  return ((await reply.json()) as { url: string }).url;
}

/** The picture's way into n8n is the same for both. */
const fetched = (url: string): INode => http('Picture', { url, ...file });

export function ourUpload({ credential }: Site, url: string): WorkflowDraft {
  const parameters = { operation: 'create', prompt: 'Waves', imageSource: 'binary' };
  return chain('Ours', manualTrigger(), fetched(url), videoNode('Video', parameters, credential));
}

export function itsUpload({ emulator }: Site, url: string): WorkflowDraft {
  const part = { parameterType: 'formBinaryData', name: 'file', inputDataFieldName: 'data' };
  const post = {
    ...{ method: 'POST', url: `${emulator.url}/v1/files/upload/stream`, sendHeaders: true, sendBody: true },
    headerParameters: { parameters: [{ name: 'Authorization', value: `Bearer ${emulator.key}` }] },
    ...{ contentType: 'multipart-form-data', bodyParameters: { parameters: [part] } },
  };
  return chain('Theirs', manualTrigger(), fetched(url), http('Post', post));
}
