/**
 * What can go wrong, as data: the categories a workflow can branch on, and what the vendor's codes and HTTP statuses mean
 * in them. The vendor's own sentence is always shown besides; a code that is not listed passes through as it is.
 *
 * Sources, read 2026-11-22: "codes" and "statuses": AIHubMax docs, error codes page, and its public clients
 * (cookaihq/aihub-mcp); the codes marked (sibling) are from docs.evolink.ai, whose tasks have the same shape.
 */
interface Category {
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

/** The node's own codes, beside the vendor's: what a failure is, where its category does not say it. */
export const ownCodes = {
  /** AIHubMax itself says that it knows no such task. */
  taskNotFound: 'task_not_found',
  /** Only a fresh link can help. */
  linkExpired: 'link_expired',
  /** Of a create of an earlier test run: reported once, then a test run creates again. */
  testUnknown: 'test_submission_unknown',
  /** The download passed its bounds of time or size: trying again does not help. */
  downloadLimit: 'download_limit',
  /** Nobody's fault: the user pressed Stop, or the execution's time was up. With spaces, as no code of the wire has. */
  stopped: 'stopped by n8n',
} as const;

/** What a code means. `nothingStarted`: even with a 5xx it says that no task was created. */
interface CodeRow {
  category: CategoryName;
  nothingStarted?: true;
}

const row = (category: CategoryName): CodeRow => ({ category });
const refused = (category: CategoryName): CodeRow => ({ category, nothingStarted: true });

/** Lines marked (family) are from gateways of the same family, new-api and one-api: nobody has shown that AIHubMax sends them. */
const codes: Readonly<Record<string, CodeRow>> = {
  unsupported_advanced_options: refused('invalid_request'),
  model_not_support_capability: refused('invalid_request'),
  model_rule_violation: refused('invalid_request'),
  invalid_param: refused('invalid_request'),
  invalid_parameters: refused('invalid_request'), // (sibling)
  invalid_request: refused('invalid_request'), // (family)
  model_not_found: refused('model_unavailable'),
  no_compatible_channel: refused('model_unavailable'),
  no_available_model: refused('model_unavailable'),
  no_available_channel: refused('model_unavailable'), // (family)
  model_unavailable: row('model_unavailable'),
  content_policy_violation: refused('content_policy'),
  prompt_blocked: refused('content_policy'), // (family)
  sensitive_words_detected: refused('content_policy'), // (family)
  content_filter: refused('content_policy'), // (family)
  invalid_image_url: refused('input_media'),
  invalid_file_type: refused('input_media'),
  image_processing_error: row('input_media'), // (sibling)
  image_dimension_mismatch: row('input_media'), // (sibling)
  insufficient_quota: refused('insufficient_credits'),
  insufficient_user_quota: refused('insufficient_credits'), // (family)
  insufficient_token_quota: refused('insufficient_credits'), // (family)
  insufficient_balance: refused('insufficient_credits'), // (family)
  insufficient_credits: refused('insufficient_credits'), // (family)
  quota_not_enough: refused('insufficient_credits'), // (family)
  pre_consume_token_quota_failed: refused('insufficient_credits'), // (family)
  quota_exceeded: refused('insufficient_credits'), // (sibling)
  service_unavailable: row('service'),
  service_error: row('service'), // (sibling)
  generation_timeout: row('service'), // (sibling)
  resource_exhausted: row('service'), // (sibling)
  request_cancelled: row('cancelled'), // (sibling)
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

/** The vendor spells its codes in lower case; gateways of its family also otherwise. */
const rowOf = (code: string): CodeRow | undefined => {
  const known = code.toLowerCase();
  return Object.hasOwn(codes, known) ? codes[known] : undefined;
};

/** The category of a vendor's code; `undefined` for one that is not known. */
export const categoryOfCode = (code: string): CategoryName | undefined => rowOf(code)?.category;

/** Whether a code says, whatever the HTTP status, that no task was created. */
export const saysNothingStarted = (code: string): boolean => rowOf(code)?.nothingStarted === true;

export const categoryOfStatus = (status: number): CategoryName =>
  statuses[status] ?? (status < 400 ? 'invalid_request' : 'service');
