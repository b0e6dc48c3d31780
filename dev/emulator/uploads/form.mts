/** An upload as a multipart form, streamed to disk. */
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { createWriteStream, rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { badRequest } from '../refusal.mts';
import type { Arrival } from './storage.mts';
import { tooLarge } from './limit.mts';

/** Writes the part `file` to `path`; fields may stand before or after it. */
export async function receiveForm(request: FastifyRequest, path: string): Promise<Arrival> {
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
  return { path, name: fields.file_name || filename, size, autoCleanup: fields.auto_cleanup !== 'false' };
}

/** Its name. Throws 413, and leaves nothing behind, when the file is over the limit. */
async function receiveFile(part: MultipartFile, path: string): Promise<string> {
  await pipeline(part.file, createWriteStream(path));
  if (!part.file.truncated) return basename(part.filename || 'upload.bin');
  rmSync(path, { force: true });
  throw tooLarge();
}
