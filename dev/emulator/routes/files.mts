/** Uploads behind their public links, and the sample photo. */
import type { FastifyInstance } from 'fastify';
import { createReadStream, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { mediaType } from '../uploads/media.mts';
import { notFound } from '../refusal.mts';
import type { Service } from '../service.mts';

const samplePhoto = fileURLToPath(new URL('../../../examples/sample-photo.jpg', import.meta.url));

export function addFiles(app: FastifyInstance, { storage }: Service): void {
  app.get('/uploads/*', { config: { route: 'file', open: true } }, async (request, reply) => {
    const file = storage.find(request.url.split('?', 1)[0] ?? '');
    if (!file) throw notFound('No such file');
    reply.type(mediaType(await headOf(file.path))).header('content-length', file.size);
    return reply.send(createReadStream(file.path));
  });
  app.get('/sample-photo.jpg', { config: { route: 'sample', open: true } }, async (_request, reply) =>
    reply.type('image/jpeg').send(readFileSync(samplePhoto)),
  );
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  const head = Buffer.alloc(16);
  await file.read(head);
  await file.close();
  return head;
}
