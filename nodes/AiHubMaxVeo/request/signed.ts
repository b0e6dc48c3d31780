/** Links that a store has signed: when they end, and what of them stays the same when they are signed again. */

interface Signature {
  /** The parameter that proves it, and where it alone proves nothing, where the link has to lie. */
  proof: string;
  isOn?: RegExp;
  /** The parameters that are others with every signature. */
  names: RegExp;
  /**
   * When the link ends, in ms since the epoch; NaN where it does not say so. `get` gives a parameter by its name in lower case,
   * empty where there is none.
   */
  endMs(get: (name: string) => string): number;
}

const seconds = (text = ''): number => (/^\d{9,11}$/.test(text) ? Number(text) * 1000 : NaN);

/** A number in JSON that is written in base64, as a part of a JWT or CloudFront's policy. */
function secondsIn(text = '', name: string): number {
  const json = Buffer.from(text.replace(/[_~]/g, '/').replace(/-/g, '+'), 'base64').toString('latin1');
  return seconds(new RegExp(`"${name}"[\\s:{]*("AWS:EpochTime"\\s*:\\s*)?(\\d+)`).exec(json)?.[2]);
}

/** 20261122T101320Z and a number of seconds. */
const dated = (vendor: string): Signature => ({
  proof: `x-${vendor}-signature`,
  names: new RegExp(`^x-${vendor}-`),
  endMs(get) {
    const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/i.exec(get(`x-${vendor}-date`)) ?? [];
    const [, year = '', month, day, hour, minute, second] = parts;
    const from = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
    return from + Number(get(`x-${vendor}-expires`) || NaN) * 1000;
  },
});

/** A hash and the moment that it ends at, by their names; the moment is hexadecimal where a host is named. */
function timed(names: string, host = ''): Signature {
  const [proof = '', end = ''] = names.split(' ');
  const moment = `[?&]${end}=${host ? '[\\da-f]{8}' : '\\d{10}'}(&|$)`;
  return {
    proof,
    isOn: new RegExp(`^https?://[^/]*${host}/.*${moment}`, 'i'),
    names: new RegExp(`^(${names.replaceAll(' ', '|')})$`),
    endMs: (get) => (host ? parseInt(get(end), 16) * 1000 : seconds(get(end))),
  };
}

/** AWS, Google, Alibaba, Volcengine, Huawei; what all of these and CloudFront had before; Notion, Azure, Tencent, … */
const signatures: readonly Signature[] = [
  ...['amz', 'goog', 'oss', 'tos', 'obs'].map(dated),
  {
    proof: 'signature',
    names:
      /^(signature|expires(_at)?|policy|key-pair-id|(aws|oss)?accesskeyid|googleaccessid|(x-amz-)?security-token|expirationtimestamp)$/,
    endMs: (get) =>
      seconds(get('expires') || get('expires_at')) ||
      Number(get('expirationtimestamp')) ||
      secondsIn(get('policy'), 'DateLessThan'),
  },
  {
    proof: 'sig',
    names: /^(sv|ss|srt|sr|st|se|sp|sip|spr|sig|skoid|sktid|skt|ske|sks|skv)$/,
    endMs: (get) => Date.parse(get('se')),
  },
  // TikTok, ImageKit, Bunny, Qiniu, Discord, Instagram.
  ...['x-signature x-expires', 'ik-s ik-t', 'token expires', 'token e'].map((names) => timed(names)),
  timed('hm ex is', '\\bdiscordapp\\.(com|net)'),
  timed('oh oe', '\\b(fbcdn\\.net|cdninstagram\\.com)'),
  { proof: 'q-signature', names: /^q-/, endMs: (get) => seconds(get('q-sign-time').split(';')[1]) },
  // Supabase's signed objects: a JWT.
  {
    proof: 'token',
    isOn: /\/(object|image)\/sign\//,
    names: /^token$/,
    endMs: (get) => secondsIn(get('token').split('.')[1], 'exp'),
  },
];

function parametersOf({ href, searchParams }: URL) {
  const given = new Map([...searchParams].map(([name, value]) => [name.toLowerCase(), value]));
  const signature = signatures.find(({ proof, isOn }) => given.has(proof) && (isOn?.test(href) ?? true));
  return { signature, get: (name: string) => given.get(name) ?? '' };
}

/** Airtable's signature is the path of its URL. */
const airtable = /^https:\/\/v\d+\.airtableusercontent\.com\/(?:v\d+\/u\/\d+\/\d+\/(\d{13})\/)?/;

/** When a link ends by its own word, in ms since the epoch; null where it does not say so. */
export function endOfLink(url: URL): number | null {
  const { signature, get } = parametersOf(url);
  const endMs = Number(airtable.exec(url.href)?.[1] ?? signature?.endMs(get) ?? NaN);
  return Number.isFinite(endMs) ? endMs : null;
}

/**
 * A URL without its signature: the same for the same file, however often it is signed again. `version`: what tells the content
 * behind it, without which Airtable's URLs are all different.
 */
export function withoutSignature(url: URL, version: string | null): string {
  if (version && airtable.test(url.href)) return `${url.origin} ${version}`;
  const { signature } = parametersOf(url);
  if (!signature) return url.href;
  const bare = new URL(url);
  for (const name of url.searchParams.keys())
    if (signature.names.test(name.toLowerCase())) bare.searchParams.delete(name);
  return bare.href;
}
