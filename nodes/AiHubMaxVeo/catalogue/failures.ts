/**
 * What can go wrong, as data: the categories a workflow can branch on, and what the vendor's codes and HTTP statuses mean
 * in them. The vendor's own sentence is always shown besides; a code that is not listed passes through as it is.
 *
 * Sources, read 2026-11-22: "codes" and "statuses": AIHubMax docs, error codes page, and its public clients
 * (cookaihq/aihub-mcp); the codes marked (sibling) are from docs.evolink.ai, whose tasks have the same shape.
 */
export interface Category {
  /** Whether the same request may succeed later without a change. */
  retryable: boolean;
  advice: string;
}

export const categories = {
  invalid_request: { retryable: false, advice: 'Correct the value that is named and run again.' },
  authentication: {
    retryable: false,
    advice:
      'Check the API key and the base URL in the AIHubMax API credential, and that the key may use this model.',
  },
  insufficient_credits: {
    retryable: false,
    advice: 'Top up the balance of this API key at AIHubMax and run again.',
  },
  model_unavailable: {
    retryable: true,
    advice:
      'The service has no capacity for this model at the moment, or it is not enabled for this key: try later or choose another model.',
  },
  content_policy: {
    retryable: false,
    advice: 'The content rules of the service refused the prompt or the picture: change one of them.',
  },
  input_media: {
    retryable: false,
    advice:
      'Check that the file opens in a private browser window without a login, and is of a kind that the service takes: JPEG, PNG or WebP for a picture, MP4, MOV or WebM for a video.',
  },
  rate_limited: { retryable: true, advice: 'Too many requests at once: run again a little later.' },
  service: { retryable: true, advice: 'AIHubMax or the network in between has a problem: try later.' },
  timeout: {
    retryable: true,
    advice:
      'The task is still running at AIHubMax: read it later, or raise Timeout (Minutes) in the wait options.',
  },
  submission_unknown: {
    retryable: false,
    advice:
      'It is not known whether AIHubMax accepted this request, so it was not sent again: look at your usage at AIHubMax first, since sending it again may cost again.',
  },
  cancelled: {
    retryable: false,
    advice: 'The task was cancelled at AIHubMax: look there for the reason, and whether it was charged.',
  },
  completed_without_video: {
    retryable: false,
    advice: 'AIHubMax says that the task is completed but gave no video: read it again in a few minutes.',
  },
  task_failed: { retryable: false, advice: 'The message says why, as far as AIHubMax tells.' },
} as const satisfies Record<string, Category>;

export type CategoryName = keyof typeof categories;

const codes: Readonly<Record<string, CategoryName>> = {
  unsupported_advanced_options: 'invalid_request',
  model_not_support_capability: 'invalid_request',
  model_rule_violation: 'invalid_request',
  invalid_param: 'invalid_request',
  invalid_parameters: 'invalid_request', // (sibling)
  model_not_found: 'model_unavailable',
  no_compatible_channel: 'model_unavailable',
  no_available_model: 'model_unavailable',
  model_unavailable: 'model_unavailable',
  content_policy_violation: 'content_policy',
  invalid_image_url: 'input_media',
  invalid_file_type: 'input_media',
  image_processing_error: 'input_media', // (sibling)
  image_dimension_mismatch: 'input_media', // (sibling)
  insufficient_quota: 'insufficient_credits',
  quota_exceeded: 'insufficient_credits', // (sibling)
  service_unavailable: 'service',
  service_error: 'service', // (sibling)
  generation_timeout: 'service', // (sibling)
  resource_exhausted: 'service', // (sibling)
  request_cancelled: 'cancelled', // (sibling)
};

const statuses: Readonly<Record<number, CategoryName>> = {
  400: 'invalid_request',
  401: 'authentication',
  402: 'insufficient_credits',
  403: 'authentication',
  404: 'invalid_request',
  413: 'input_media',
  422: 'invalid_request',
  429: 'rate_limited',
};

/** The category of a vendor's code; `undefined` for one that is not known. */
export const categoryOfCode = (code: string): CategoryName | undefined =>
  Object.hasOwn(codes, code) ? codes[code] : undefined;

export const categoryOfStatus = (status: number): CategoryName =>
  statuses[status] ?? (status < 400 ? 'invalid_request' : 'service');
