/** What the service says when it does not do what was asked. */
import { randomBytes } from 'node:crypto';

export interface ApiError {
  type: string;
  message: string;
  /** Absent on the transport's own refusals, as in the vendor's replies. */
  code?: string;
}

/** Thrown by a route, answered as the vendor's error body. */
export class Refusal extends Error {
  constructor(
    readonly statusCode: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The vendor's type for each HTTP status it documents; anything else is a server error. */
const types: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'insufficient_quota',
  403: 'permission_error',
  404: 'not_found',
  413: 'file_too_large_error',
  422: 'invalid_request_error',
  425: 'rate_limit_error',
  429: 'rate_limit_error',
  503: 'service_unavailable',
};

export const typeOf = (status: number): string => types[status] ?? 'server_error';

/** The service prefixes its request ids with the date. */
const requestId = (now: number): string =>
  new Date(now).toISOString().replace(/\D/g, '').slice(0, 14) + randomBytes(6).toString('hex');

/** `{error:{message,type,code}}`, the request id inside the message; `now` in milliseconds. */
export const errorBody = ({ type, message, code }: ApiError, now: number) => ({
  error: { message: `${message} (request_id: ${requestId(now)})`, type, ...(code !== undefined && { code }) },
});

/** A body that breaks the schema. */
export const invalid = (message: string) => new Refusal(422, 'invalid_request_error', message);

export const notFound = (message: string) => new Refusal(404, 'not_found', message);

/** A picture that cannot be had. */
export const badPicture = (message: string) => new Refusal(422, 'invalid_image_url', message);

/** A request that cannot be read at all. */
export const badRequest = (message: string) => new Refusal(400, 'invalid_request_error', message);
