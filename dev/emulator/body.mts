/** A request's JSON body. */
import type { FastifyRequest } from 'fastify';
import { badRequest, invalid } from './refusal.mts';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw badRequest('The request body is not valid JSON');
  }
}

/** The body as an object; 400 when it is not readable JSON, 422 when it is something else. */
export function jsonBody({ headers, body }: FastifyRequest): Record<string, unknown> {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('application/json')) throw badRequest('Content-Type must be application/json');
  const value = parsed(Buffer.isBuffer(body) ? body.toString() : '');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid('The request body must be a JSON object');
  }
  return { ...value };
}
