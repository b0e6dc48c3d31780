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
  limit_reached: permanent(
    'Nothing was sent for this item and nothing was charged. Raise the limit, or run the rest later.',
  ),
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
    'The task may still be running on AIHubMax. Check it later, or raise Timeout (Minutes) in the wait options.',
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
  /** Of an order with a key: its key stands for another request, or for a task that cannot be named. */
  orderKeyUsed: 'order_key_used',
  /** Another execution has sent it under its key a moment ago. */
  orderKeyTaken: 'order_key_taken',
  /** Its key cannot be looked up or written down, so that it would be no brake. */
  orderKeyUnavailable: 'order_key_unavailable',
  orderKeysFull: 'order_keys_full',
  /** Of a create under the same key: asked once, then the next run creates. */
  orderKeyUnknown: 'order_key_unknown',
  /** The download passed its bounds of time or size: trying again does not help. */
  downloadLimit: 'download_limit',
  /** Nobody's fault: the user pressed Stop, or the execution's time was up. With spaces, as no code of the wire has. */
  stopped: 'stopped by n8n',
} as const;

/** One kind of refusal, by what gateways of this family say of it. */
interface Refusal {
  category: CategoryName;
  /** Codes that say, even with a 5xx, that no task was created; separated by spaces. */
  refusedCodes?: string;
  /** What else stands for it as a code, a type or a status: in lower case, words joined by `_`; numbers are HTTP's or gRPC's. */
  marks?: RegExp;
  /** How sentences say it, in English and Chinese. */
  words?: RegExp;
}

/**
 * The first that fits counts: what is wrong with the balance is told whatever else is. Codes marked (family) are from gateways
 * of the same family, new-api and one-api, those marked (Google) from the API behind: nobody has shown that AIHubMax sends them.
 */
export const refusals: readonly Refusal[] = [
  {
    category: 'insufficient_credits',
    // insufficient_quota: AIHubMax docs; quota_exceeded: (sibling); the others: (family).
    refusedCodes:
      'insufficient_quota insufficient_user_quota insufficient_token_quota insufficient_balance insufficient_credits quota_not_enough pre_consume_token_quota_failed quota_exceeded',
    marks:
      /^402$|insufficient_(\w+_)?(quota|balance|credits?|funds?)|(quota|balance|credits?)_(\w+_)?(not_enough|insufficient|exhausted|used_up)|^billing_|payment_required|arrears|account_overdue|token_status_exhausted/,
    words:
      /insufficient[ _](\w+ ){0,3}(balance|credits?|quota|funds)|(spending|billing hard) limit|(balance|credits?|quota|funds) (((is|are|was|has|have|been|already) )*(not enough|insufficient|exhausted|used up|depleted|too low|empty)|(has |have )?(run|ran) out)|(not enough|no (more|remaining)|out of) (balance|credits?|quota|funds|points)|exceeded your current quota|(余额|额度|配额|积分|点数|资金)\S{0,3}(不足|不够|用尽|用完|耗尽)|预扣费额度失败|欠费/i,
  },
  {
    category: 'content_policy',
    // content_policy_violation: AIHubMax's public clients; the others: (family).
    refusedCodes: 'content_policy_violation prompt_blocked sensitive_words_detected content_filter',
    marks:
      /(?<!in)sensitive|moderation|content_(policy|filter)|policy_violation|prohibited|nsfw|safety(?!_tolerance)|^rai_|blocklist/,
    // Support codes: (Google), Veo's own refusals for safety.
    words:
      /content (policy|filter|moderation)|usage (guidelines|policy|policies)|violat\w*.{0,80}\b(guidelines?|polic(y|ies)|terms|standards|content)\b|(?<!case.)\bsensitive\b(?! to)|prohibited (content|words?)|\bflagged\b|\bnsfw\b|unsafe (content|prompt|image|video)|(was|were|been) filtered\b|responsible ai\b|(for|due to) safety\b|safety (system|filter|policy)|moderation(?! (service|system|api)\b)|support codes?\b\W*\d|(?<!大小写)敏感|(?<!参数)违规|违禁|违反\S{0,6}(政策|规定|准则|规范)|涉[黄政暴]|安全策略|(审核|安全检测)\S{0,2}(未|不)(能)?通过/i,
  },
  {
    category: 'input_media',
    refusedCodes: 'invalid_image_url invalid_file_type',
    marks:
      /^41[35]$|image_processing_error|image_dimension_mismatch|(image|file|media)_(\w+_)?(too_large|not_accessible|unreachable|download\w*)|(invalid|unsupported)_(image|file|media)|file_too_large/,
    words:
      /\b(images?|photo|picture|file|media|input video|url)\b[^.]{0,200}\b(could not|cannot|can't|failed to|unable to|not) be (downloaded|fetched|accessed|loaded|read|decoded|opened|retrieved)|\b(fail(ed)?|unable|could not|cannot|can't) (to )?(download|fetch|access|load|read|decode|open|retrieve) (the |your |an? |input |source |reference )*(image|photo|picture|file|media|url|video from)|(?<![a-z])(image|file|url) (is )?(not (accessible|reachable)|unreachable)|(invalid|unsupported|corrupt(ed)?) image|\b(image|file)( \w+)? (is |are )?(too (large|small|big)|exceeds?\b)|while (downloading|fetching) |(图片|图像|图|视频|文件|素材|链接)\S{0,6}(下载失败|无法下载|无法访问|无法读取|无法打开|读取失败|获取失败|加载失败|格式(不支持|错误)|已失效|[过太][大小])|无法(下载|获取|读取|加载|访问)\S{0,4}(图片|图像|文件|素材|链接)|(下载|获取|读取|加载|访问)\S{0,4}(图片|图像|文件|素材|链接)\S{0,3}(失败|出错|超时)/i,
  },
  {
    category: 'model_unavailable',
    refusedCodes: 'model_not_found no_compatible_channel no_available_model no_available_channel',
    marks: /^model_(unavailable|not_(available|exist|enabled)|disabled|offline)/,
    words:
      /\bmodel\b( [\w.-]+)? ((is|was|has|been|will|be) )*(deprecated|retired|discontinued|shut down|no longer)\b|\bmodel\b[^,.:;]{0,80}\b(not found|not exist|doesn't exist|not available|unavailable|not enabled)|(no|not have|without) (access|permission)\b.{0,20}\bmodel|no available (channel|model)|无权(访问|使用|调用)\S{0,8}模型|模型\S{0,60}(不存在|不可用|未开[通放]|已下线|维护中)|无可用渠道/i,
  },
  { category: 'cancelled', marks: /^(request_)?cancell?ed$/ },
  {
    category: 'invalid_request',
    refusedCodes: 'unsupported_advanced_options model_not_support_capability model_rule_violation',
  },
];

/** What says less than a sentence does: a status in other words, which counts where nothing above fits. */
export const generalRefusals: readonly Refusal[] = [
  {
    category: 'authentication',
    marks: /^(401|403|7|16)$|authenti|unauthori[sz]ed|api_key|invalid_token|permission|forbidden/,
    words:
      /\b(invalid|incorrect|wrong|expired|disabled|revoked) (api[ _-]?key|(access )?token)\b|\b(api[ _-]?key|token) (is |has )?(been )?(not valid|invalid|expired|disabled|revoked|incorrect)|(无效|错误|过期|失效)的?(令牌|密钥)|(令牌|密钥)\S{0,6}(无效|过期|失效|禁用|不可用)/i,
  },
  {
    category: 'rate_limited',
    marks: /^(429|8)$|rate_limit|too_many|throttl|resource_exhausted/,
    words:
      /\bper[ _](second|minute|hour|day|model|project|user)|rate.?limit|too many requests|concurren|频率|频繁|限流|并发|每(秒|分|小时|天)/i,
  },
  {
    category: 'service',
    // service_error, generation_timeout: (sibling).
    marks:
      /^(408|425|5\d\d|4|13|14)$|unavailable|overload|^internal|server_error|service_error|timeout|deadline/,
    words:
      /overloaded|high (load|demand)|\bcapacity\b|resource.?exhausted|temporarily unavailable|internal (server )?error|(try|retry) (it )?again later|稍后再?重?试|繁忙|负载|服务器?(内部)?(错误|异常|不可用)/i,
  },
  {
    category: 'invalid_request',
    // invalid_param: AIHubMax's public clients; invalid_parameters: (sibling); invalid_request: (family).
    refusedCodes: 'invalid_param invalid_parameters invalid_request',
    marks: /^(400|422|3|9|11)$|^invalid_|validation|bad_request|out_of_range|failed_precondition/,
  },
];

/** How refusals name what of a request they are about, in English and Chinese. `output`: the video that was made of it. */
export const refusedParts = [
  { part: 'prompt', words: /\bprompts?\b|提示词|提示語|描述词/i },
  {
    part: 'image',
    words: /\b(images?|photos?|pictures?|(first|last) frames?)\b|图片|图像|照片|首帧|尾帧|参考图/i,
  },
  { part: 'audio', words: /\b(audio|sound(track)?s?|speech|voices?)\b|音频|声音|语音|音轨/i },
  {
    part: 'output',
    words:
      /\b(generated|resulting|produced) (videos?|contents?|results?|media|samples?)\b|\boutputs?\b|生成(的|后的|出的)?(视频|内容|结果)|输出/i,
  },
] as const;

/** What such a sentence says beside them: "the audio for your prompt" is about the audio. */
export const asideParts =
  /\b(for|from|of|in|by|with|based on) (your|the|this|that|an?) ((input|text|reference|source|given) )*(prompts?|images?|photos?|pictures?)\b|(根据|基于|按照?)\S{0,4}(提示词|图片|图像|照片)/gi;

/** How a failed task says what became of its credits; nobody has shown that AIHubMax says it. That somebody else charges nothing is not it. */
export const creditWords = {
  returned:
    /\b(credits?|quota|balance|points|amount|fee)\b.{0,20}\b(has|have|was|were|is|are) (already |been |fully )*(refunded|returned|restored)\b|\bno credits? (was|were|has been|have been) (charged|used|deducted|consumed)\b|(积分|额度|配额|点数|费用|余额)\S{0,4}(退还|返还|退回|退款)|已退款|未扣(费|除|减)/i,
  kept: /\b(credits?|quota|fee|amount)\b.{0,20}\b(not (be )?(refunded|returned)|non-?refundable)\b|(不予?|不会|未|无法)(退还|返还|退回|退款)/i,
};

const statuses: Readonly<Record<number, CategoryName>> = {
  401: 'authentication',
  402: 'insufficient_credits',
  403: 'authentication',
  413: 'input_media',
  415: 'input_media',
  429: 'rate_limited',
};

/** A request timeout, a conflict, a lock and "too early" may pass; whatever else is below 500 is about the request. */
const passingStatuses = [408, 409, 423, 425];

const all = [...refusals, ...generalRefusals];

const refusedCodes = new Set(all.flatMap(({ refusedCodes: codes = '' }) => codes.split(' ').filter(Boolean)));

/** Whether a code says, whatever the HTTP status, that no task was created. */
export const saysNothingStarted = (code: string): boolean => refusedCodes.has(code.toLowerCase());

/** `RateLimit.Exceeded`, `rateLimitExceeded` and `RATE_LIMIT_EXCEEDED` are one. */
const normalized = (code: string): string =>
  code
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/\W+/g, '_')
    .toLowerCase();

/** The first kind of `kinds` that one of the codes stands for. */
export function categoryOfCodes(codes: string[], kinds: readonly Refusal[] = all): CategoryName | undefined {
  const words = codes.map(normalized);
  const isOf = ({ refusedCodes: listed = '', marks }: Refusal) =>
    words.some((word) => listed.split(' ').includes(word) || (marks?.test(word) ?? false));
  return kinds.find(isOf)?.category;
}

export const categoryOfStatus = (status: number): CategoryName =>
  statuses[status] ?? (status < 500 && !passingStatuses.includes(status) ? 'invalid_request' : 'service');
