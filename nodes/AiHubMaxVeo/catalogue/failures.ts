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
    advice: 'Top up the balance of this API key on AIHubMax and run again.',
  },
  model_unavailable: {
    retryable: true,
    advice:
      'AIHubMax has no capacity for this model at the moment, does not know it, or has not enabled it for this key. Check its spelling if it comes from an expression, try again later, or choose another model.',
  },
  content_policy: {
    retryable: false,
    advice: 'The content rules of AIHubMax refused the prompt or the image. Change one of them.',
  },
  input_media: {
    retryable: false,
    advice:
      'Check that the file is publicly accessible (try a private browser window) and in a supported format: JPEG, PNG or WebP for an image, MP4, MOV or WebM for a video.',
  },
  rate_limited: { retryable: true, advice: 'Too many requests at once: run again a little later.' },
  service: { retryable: true, advice: 'AIHubMax or the network is having problems. Try again later.' },
  timeout: {
    retryable: true,
    advice:
      'The task is still running on AIHubMax. Check it later, or raise Timeout (Minutes) in the wait options.',
  },
  submission_unknown: {
    retryable: false,
    advice:
      'AIHubMax may or may not have accepted this request, so it was not resent. Check your usage on AIHubMax first: resending may charge you twice.',
  },
  cancelled: {
    retryable: false,
    advice: 'The task was cancelled on AIHubMax. Check there why, and whether it was charged.',
  },
  completed_without_video: {
    retryable: false,
    advice: 'AIHubMax says that the task is completed but gave no video: check it again in a few minutes.',
  },
  task_failed: {
    retryable: false,
    advice:
      'Try a simpler prompt or another image, or try again later. Your usage on AIHubMax shows whether this task was charged.',
  },
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
