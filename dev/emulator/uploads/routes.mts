/** POST /v1/files/upload/…: two ways to the same public link; and what the links lead to. */
import multipart, { type MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createReadStream, createWriteStream, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { badRequest, notFound } from '../refusal.mts';
import { jsonBody, sendFile } from '../server.mts';
import type { Service } from '../service.mts';
import type { Arrival } from './storage.mts';

type Wishes = Readonly<Record<string, unknown>>;

/** On the API's origin. */
export function addUploads(app: FastifyInstance, service: Service): void {
  void app.register(multipart, { limits: { fileSize: Infinity, files: 1 } });
  const add = (way: string, receive: (request: FastifyRequest) => Promise<Arrival>) =>
    app.post(`/v1/files/upload/${way}`, { config: { route: 'upload' } }, async (request) =>
      kept(service, await receive(request)),
    );
  add('stream', (request) => receiveForm(request, service.storage.newPath()));
  add('base64', async (request) => receiveBase64(jsonBody(request), service.storage.newPath()));
}

/** The vendor's answer; its links are public. */
function kept({ resultsUrl, storage }: Service, arrival: Arrival) {
  const { id, name, urlPath, size, createdAt } = storage.keep(arrival);
  return { id, filename: name, url: resultsUrl + urlPath, size, created: Math.floor(createdAt / 1000) };
}

/** A multipart form with a part `file`, streamed to `path`; fields may stand before or after it. */
async function receiveForm(request: FastifyRequest, path: string): Promise<Arrival> {
  if (!request.isMultipart()) throw badRequest('Content-Type must be multipart/form-data');
  const fields: Record<string, string> = {};
  let filename: string | undefined;
  for await (const part of request.parts()) {
    if (part.type === 'field') fields[part.fieldname] = String(part.value);
    else filename = await receiveFile(part, path);
  }
  const size = filename === undefined ? 0 : statSync(path).size;
  if (request.record)
    request.record.body = { fields, file: filename === undefined ? null : { filename, size } };
  if (filename === undefined || size === 0) throw badRequest('The part file is required');
  return { path, name: fields.file_name || filename, size };
}

/** Its name. */
async function receiveFile(part: MultipartFile, path: string): Promise<string> {
  await pipeline(part.file, createWriteStream(path));
  return basename(part.filename || 'upload.bin');
}

/** Raw base64, as the vendor's public client sends it. */
function receiveBase64({ file_data, file_name }: Wishes, path: string): Arrival {
  if (typeof file_data !== 'string' || !/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(file_data))
    throw badRequest('file_data is not valid base64');
  const bytes = Buffer.from(file_data, 'base64');
  writeFileSync(path, bytes);
  return {
    path,
    name: typeof file_name === 'string' && file_name ? file_name : 'upload.bin',
    size: bytes.length,
  };
}

const kinds = [
  { type: 'image/jpeg', signature: 'ffd8ff', at: 0 },
  { type: 'image/png', signature: '89504e470d0a1a0a', at: 0 },
  { type: 'image/gif', signature: '47494638', at: 0 },
  { type: 'image/webp', signature: '57454250', at: 8 },
] as const;

/** The media type that the first bytes show: by the content and not by a name. */
function mediaType(head: Buffer): string {
  const known = kinds.find(({ signature, at }) => head.subarray(at).toString('hex').startsWith(signature));
  return known?.type ?? 'application/octet-stream';
}

const samplePhoto = fileURLToPath(new URL('../../../examples/sample-photo.jpg', import.meta.url));

/** On the results' origin: uploads behind their public links, the sample photo, and where redirects lead. */
export function addFiles(app: FastifyInstance, { storage }: Service): void {
  app.get('/uploads/*', { config: { route: 'file', open: true } }, async ({ url }, reply) => {
    const path = storage.find(url.split('?', 1)[0] ?? '')?.path;
    if (path === undefined) throw notFound('No such file');
    return sendFile(reply, path, mediaType(await buffer(createReadStream(path, { end: 15 }))));
  });
  app.get('/sample-photo.jpg', { config: { route: 'sample', open: true } }, async (_request, reply) =>
    sendFile(reply, samplePhoto, 'image/jpeg'),
  );
  app.get('/elsewhere', { config: { route: 'elsewhere', open: true } }, async () => ({ elsewhere: true }));
}
