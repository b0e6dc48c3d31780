/**
 * What can go wrong, as data: the categories a workflow can branch on, and what the vendor's codes and HTTP statuses mean
 * in them. The vendor's own sentence is always shown besides; a code that is not listed passes through as it is.
 *
 * Sources, read 2026-11-22: "codes" and "statuses": AIHubMax docs, error codes page, and its public clients
 * (cookaihq/aihub-mcp); the codes marked (sibling) are from docs.evolink.ai, whose tasks have the same shape.
 */

/** Whether the same request may succeed later without a change. */
const temporary = (advice: string) => ({ retryable: true, advice });
const permanent = (advice: string) => ({ retryable: false, advice });

export const categories = {
  invalid_request: permanent('Correct the value that is named and run again.'),
  authentication: permanent(
    'Check the API key and the base URL in the AIHubMax API credential, and that the key may use this model.',
  ),
  insufficient_credits: permanent('Top up the balance of this API key on AIHubMax and run again.'),
  model_unavailable: temporary(
    'AIHubMax has no capacity for this model at the moment, does not know it, or has not enabled it for this key. Check its spelling if it comes from an expression, try again later, or choose another model.',
  ),
  content_policy: permanent(
    'The content rules of AIHubMax refused the prompt or the image. Change one of them.',
  ),
  input_media: permanent(
    'Check that the file is publicly accessible (try a private browser window) and in a supported format: JPEG, PNG or WebP for an image, MP4, MOV or WebM for a video.',
  ),
  rate_limited: temporary('Too many requests at once: run again a little later.'),
  service: temporary('AIHubMax or the network is having problems. Try again later.'),
  timeout: temporary(
    'The task is still running on AIHubMax. Check it later, or raise Timeout (Minutes) in the wait options.',
  ),
  submission_unknown: permanent(
    'AIHubMax may or may not have accepted this request, so it was not resent. Check your usage on AIHubMax first: resending may charge you twice.',
  ),
  cancelled: permanent('The task was cancelled on AIHubMax. Check there why, and whether it was charged.'),
  completed_without_video: permanent(
    'AIHubMax says that the task is completed but gave no video: check it again in a few minutes.',
  ),
  task_failed: permanent(
    'Try a simpler prompt or another image, or try again later. Your usage on AIHubMax shows whether this task was charged.',
  ),
};

export type CategoryName = keyof typeof categories;

/** The node's own codes, beside the vendor's: what a failure is, where its category does not say it. */
export const ownCodes = {
  /** AIHubMax itself says that it knows no such task. */
  taskNotFound: 'task_not_found',
  /** Only a fresh link can help. */
  linkExpired: 'link_expired',
  /** Of a create of an earlier test run: reported once, then a test run creates again. */
  testUnknown: 'test_submission_unknown',
  /** Of a create that may be of an execution that n8n has lost: asked once, then Retry creates again. */
  lostSubmission: 'lost_submission_unknown',
  /** The download passed its bounds of time or size: trying again does not help. */
  downloadLimit: 'download_limit',
  /** Nobody's fault: the user pressed Stop, or the execution's time was up. With spaces, as no code of the wire has. */
  stopped: 'stopped by n8n',
} as const;

type Codes = Readonly<Record<string, CategoryName>>;

/**
 * Codes that say, even with a 5xx, that no task was created. Lines marked (family) are from gateways of the same family,
 * new-api and one-api: nobody has shown that AIHubMax sends them.
 */
const refusals: Codes = {
  unsupported_advanced_options: 'invalid_request',
  model_not_support_capability: 'invalid_request',
  model_rule_violation: 'invalid_request',
  invalid_param: 'invalid_request',
  invalid_parameters: 'invalid_request', // (sibling)
  invalid_request: 'invalid_request', // (family)
  model_not_found: 'model_unavailable',
  no_compatible_channel: 'model_unavailable',
  no_available_model: 'model_unavailable',
  no_available_channel: 'model_unavailable', // (family)
  content_policy_violation: 'content_policy',
  prompt_blocked: 'content_policy', // (family)
  sensitive_words_detected: 'content_policy', // (family)
  content_filter: 'content_policy', // (family)
  invalid_image_url: 'input_media',
  invalid_file_type: 'input_media',
  insufficient_quota: 'insufficient_credits',
  insufficient_user_quota: 'insufficient_credits', // (family)
  insufficient_token_quota: 'insufficient_credits', // (family)
  insufficient_balance: 'insufficient_credits', // (family)
  insufficient_credits: 'insufficient_credits', // (family)
  quota_not_enough: 'insufficient_credits', // (family)
  pre_consume_token_quota_failed: 'insufficient_credits', // (family)
  quota_exceeded: 'insufficient_credits', // (sibling)
};

const otherCodes: Codes = {
  model_unavailable: 'model_unavailable',
  image_processing_error: 'input_media', // (sibling)
  image_dimension_mismatch: 'input_media', // (sibling)
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

/** The vendor spells its codes in lower case; gateways of its family also otherwise. */
const find = (codes: Codes, code: string): CategoryName | undefined =>
  Object.hasOwn(codes, code.toLowerCase()) ? codes[code.toLowerCase()] : undefined;

/** The category of a vendor's code; `undefined` for one that is not known. */
export const categoryOfCode = (code: string): CategoryName | undefined =>
  find(refusals, code) ?? find(otherCodes, code);

/** Whether a code says, whatever the HTTP status, that no task was created. */
export const saysNothingStarted = (code: string): boolean => find(refusals, code) !== undefined;

export const categoryOfStatus = (status: number): CategoryName =>
  statuses[status] ?? (status < 400 ? 'invalid_request' : 'service');
