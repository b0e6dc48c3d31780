/** POST /v1/files/upload/…: three ways to the same public link. */
import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import { writeFileSync } from 'node:fs';
import { jsonBody } from '../body.mts';
import { badRequest } from '../refusal.mts';
import type { Service } from '../service.mts';
import type { Arrival, StoredFile } from '../uploads/storage.mts';
import { contentOfBase64, contentOfUrl, type Content } from '../uploads/content.mts';
import { receiveForm } from '../uploads/form.mts';
import { tooLarge } from '../uploads/limit.mts';

const upload = { config: { route: 'upload' } } as const;

/** The vendor's answer; its links are public. */
const replyFor = ({ resultsUrl }: Service, file: StoredFile) => ({
  id: file.id,
  filename: file.name,
  url: resultsUrl + file.urlPath,
  size: file.size,
  created: Math.floor(file.createdAt / 1000),
});

export function addUploads(app: FastifyInstance, service: Service): void {
  const { storage, options } = service;
  void app.register(multipart, { limits: { fileSize: options.uploadLimit, files: 1 } });
  app.post('/v1/files/upload/stream', upload, async (request) => {
    const arrival = await receiveForm(request, storage.newPath());
    return replyFor(service, storage.keep(arrival));
  });
  app.post('/v1/files/upload/base64', upload, async (request) => {
    const body = jsonBody(request);
    return replyFor(service, storage.keep(arrivalOf(service, body, contentOfBase64(body.file_data))));
  });
  app.post('/v1/files/upload/url', upload, async (request) => {
    const body = jsonBody(request);
    return replyFor(service, storage.keep(arrivalOf(service, body, await contentOfUrl(body.url))));
  });
}

type Wishes = Readonly<Record<string, unknown>>;

function arrivalOf({ storage, options }: Service, wishes: Wishes, { bytes, name }: Content): Arrival {
  const { file_name, auto_cleanup = true } = wishes;
  if (typeof auto_cleanup !== 'boolean') throw badRequest('auto_cleanup must be a boolean');
  if (options.uploadLimit && bytes.length > options.uploadLimit) throw tooLarge();
  const path = storage.newPath();
  writeFileSync(path, bytes);
  const wanted = typeof file_name === 'string' && file_name ? file_name : name;
  return { path, name: wanted, size: bytes.length, autoCleanup: auto_cleanup };
}
