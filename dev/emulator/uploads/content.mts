/** The bytes of an upload that came inside JSON, or behind an address. */
import { basename } from 'node:path';
import { download } from '../download.mts';
import { badRequest } from '../refusal.mts';

export interface Content {
  bytes: Buffer;
  /** What the file is called when the request does not say. */
  name: string;
}

const dataUrl = /^data:([^;,]+)?(?:;[^,;]+)*;base64,/;

/** Raw base64 or a data URL, whose media type gives the name its extension. */
export function contentOfBase64(data: unknown): Content {
  if (typeof data !== 'string' || data === '') throw badRequest('file_data is required');
  const head = dataUrl.exec(data);
  const text = data.slice(head?.[0].length ?? 0);
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text)) throw badRequest('file_data is not valid base64');
  const extension = /^\w+\/(\w+)/.exec(head?.[1] ?? '')?.[1]?.replace('jpeg', 'jpg') ?? 'bin';
  return { bytes: Buffer.from(text, 'base64'), name: `upload.${extension}` };
}

/** What an http(s) address leads to, named after it. */
export async function contentOfUrl(address: unknown): Promise<Content> {
  if (typeof address !== 'string' || !/^https?:\/\//.test(address))
    throw badRequest('url must be an http(s) URL');
  const bytes = await download(address).catch(({ message }: Error) => {
    throw badRequest(message);
  });
  return { bytes, name: decodeURIComponent(basename(new URL(address).pathname)) || 'upload.bin' };
}
