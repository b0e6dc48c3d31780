/** Links that a store has signed: when they end, and what of them stays the same when they are signed anew. */

interface Signature {
  /** The parameter that proves it, or else a host. */
  proof: RegExp;
  isOn?: RegExp;
  /** The parameters that are other ones with every signature. */
  names: RegExp;
  /** When the link ends, in ms since the epoch; NaN where it does not say so. `get` knows parameters in lower case. */
  end(get: (name: string) => string, url: URL): number;
}

const seconds = (text: string): number => (/^\d{9,11}$/.test(text) ? Number(text) * 1000 : NaN);
const hexadecimal = (text: string): number => (/^[\da-f]{8}$/i.test(text) ? parseInt(text, 16) * 1000 : NaN);

/** 20261122T101320Z and a number of seconds, as AWS, Google, Alibaba, Volcengine and Huawei write it. */
function datedEnd(get: (name: string) => string, { search }: URL): number {
  const [, vendor = ''] = /[?&]x-(amz|goog|oss|tos|obs)-expires=/i.exec(search) ?? [];
  const date = get(`x-${vendor}-date`.toLowerCase());
  const iso = date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/i, '$1-$2-$3T$4:$5:$6Z');
  return Date.parse(iso) + Number(get(`x-${vendor}-expires`.toLowerCase()) || NaN) * 1000;
}

/** JSON in base64, as a part of a JWT or CloudFront's policy. */
const decoded = (text: string): string =>
  Buffer.from(text.replace(/-/g, '+').replace(/[_~]/g, '/'), 'base64').toString('latin1');

const numberIn = (text: string, name: string): string =>
  new RegExp(`"${name}"\\s*:\\s*(\\d+)`).exec(text)?.[1] ?? '';

const signatures: readonly Signature[] = [
  { proof: /^x-(amz|goog|oss|tos|obs)-signature$/, names: /^x-(amz|goog|oss|tos|obs)-/, end: datedEnd },
  {
    // AWS v2, CloudFront, Google v2, Alibaba and Huawei; Notion's own links.
    proof: /^signature$/,
    names:
      /^(signature|expires|policy|key-pair-id|\w+accesskeyid|accesskeyid|googleaccessid|security-token|x-amz-security-token|expirationtimestamp)$/,
    end: (get) =>
      [
        seconds(get('expires')),
        Number(get('expirationtimestamp') || NaN),
        seconds(numberIn(decoded(get('policy')), 'AWS:EpochTime')),
      ].find(Number.isFinite) ?? NaN,
  },
  {
    // Azure's shared access signatures.
    proof: /^sig$/,
    names: /^(sv|ss|srt|sr|st|se|sp|sip|spr|sig|skoid|sktid|skt|ske|sks|skv)$/,
    end: (get) => Date.parse(get('se')),
  },
  {
    // Tencent's COS.
    proof: /^q-signature$/,
    names: /^q-/,
    end: (get) => seconds(get('q-sign-time').split(';')[1] ?? ''),
  },
  {
    proof: /^hm$/,
    isOn: /(^|\.)discordapp\.(com|net)$/,
    names: /^(ex|is|hm)$/,
    end: (get) => hexadecimal(get('ex')),
  },
  {
    proof: /^oh$/,
    isOn: /(^|\.)(fbcdn\.net|cdninstagram\.com)$/,
    names: /^(oh|oe)$/,
    end: (get) => hexadecimal(get('oe')),
  },
  {
    // Supabase's signed objects: a JWT.
    proof: /^token$/,
    names: /^token$/,
    end: (get) => seconds(numberIn(decoded(get('token').split('.')[1] ?? ''), 'exp')),
  },
];

const airtable = /^v\d+\.airtableusercontent\.com$/;

function signatureOf({ hostname, pathname, searchParams }: URL): Signature | undefined {
  const names = [...searchParams.keys()].map((name) => name.toLowerCase());
  const found = signatures.find(
    ({ proof, isOn }) => names.some((name) => proof.test(name)) && (isOn?.test(hostname) ?? true),
  );
  // Elsewhere a token can be anything.
  return found?.proof.test('token') && !/\/(object|image)\/sign\//.test(pathname) ? undefined : found;
}

/** When a link ends by its own word, in ms since the epoch; null where it does not say so. */
export function endOfLink(url: URL): number | null {
  const { hostname, pathname, searchParams } = url;
  const [, airtableMs] = airtable.test(hostname)
    ? (/^\/v\d+\/u\/\d+\/\d+\/(\d{13})\//.exec(pathname) ?? [])
    : [];
  if (airtableMs) return Number(airtableMs);
  const given = new Map([...searchParams].map(([name, value]) => [name.toLowerCase(), value]));
  const endMs = signatureOf(url)?.end((name) => given.get(name) ?? '', url) ?? NaN;
  return Number.isFinite(endMs) ? endMs : null;
}

/**
 * A URL without its signature: the same for the same file, however often it is signed anew. `version`: what tells the content
 * behind it; Airtable's signature is the path, so that without one its URLs are all different.
 */
export function withoutSignature(url: URL, version: string | null): string {
  if (airtable.test(url.hostname)) return version ? `${url.origin} ${version}` : url.href;
  const signature = signatureOf(url);
  if (!signature) return url.href;
  const bare = new URL(url);
  for (const name of url.searchParams.keys())
    if (signature.names.test(name.toLowerCase())) bare.searchParams.delete(name);
  return bare.href;
}
