/** Whether AIHubMax can fetch what a URL names. It works from the internet, so a home network is out of its reach. */
import { isFileText } from './fieldName';
import { sharedBy } from './sharePages';
import { unevaluated } from './slips';
import { quote } from './normalize';

/**
 * 0/8, 10/8, 127/8, 169.254/16, 172.16/12, 192.0.2/24, 192.168/16, 198.18/15, 100.64/10, 224/4, 240/4 (RFC 1122, 1918,
 * 3927, 2544, 5737, 6598, 1112).
 */
const privateIPv4 =
  /^(0|10|127|22[4-9]|2[3-5]\d)\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\.|^192\.(168|0\.2)\.|^198\.1[89]\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./;

/** Unspecified, loopback, IPv4 in IPv6's clothes, unique local, link and site local, multicast (RFC 4291, 4193, 6052). */
const privateIPv6 = /^\[(::.*|64:ff9b:.*|f[cdf][0-9a-f]{2}:.*|fe[89a-f][0-9a-f]:.*)\]$/;

const privateName = /(^|\.)(localhost|localdomain|local|internal|lan|home|home\.arpa|intranet)$/;

/** Not by a pattern: one for the dots at the end takes a square of the time for a host of dots. */
function withoutDots(host: string): string {
  let end = host.length;
  while (end > 0 && host.charAt(end - 1) === '.') end -= 1;
  return host.slice(0, end);
}

/** Whether a host, as the URL class spells it, is not on the internet. */
export function isPrivateHost(host: string): boolean {
  const name = withoutDots(host.toLowerCase());
  const isNumeric = name.startsWith('[') || /^[\d.]+$/.test(name);
  if (isNumeric) return privateIPv4.test(name) || privateIPv6.test(name);
  return privateName.test(name) || !name.includes('.');
}

/** Not by URL.canParse: once it is optimised, Node 20 answers false for URLs with letters such as ü. */
function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** Whether a URL is on this machine or network, as that of a local API is. */
export const isPrivateUrl = (url: string): boolean => isPrivateHost(parsed(url.trim())?.hostname ?? '');

const useBinary = 'Choose Binary as its source instead: the node then uploads the file.';

/** Longer than any server takes; a whole file that was pasted must cost nobody any time. */
const maxUrlLength = 8 * 1024;

/** A path of a computer: a drive, a network share, a folder of a user or of the system, or a file: URL. */
const isLocalPath = (text: string): boolean =>
  /^(file:|[a-z]:[\\/]|\\\\|~?[\\/](?!\/)|\.{1,2}[\\/])/i.test(text);

/** What is wrong with the spelling of a URL; `undefined` when it can be parsed. */
function spellingIssue(label: string, text: string): string | undefined {
  if (/^data:/i.test(text)) return `${label} is a data: URL, which AIHubMax does not take. ${useBinary}`;
  if (isFileText(text))
    return `${label} is a text of ${text.length} characters that is a file, not its URL. Put a Convert to File node before this one, and choose Binary.`;
  if (text.length > maxUrlLength)
    return `${label} is ${text.length} characters long, but a URL has at most ${maxUrlLength}.`;
  // No URL may have braces, so these are no accident.
  if (/\{\{|%7b%7b/i.test(text)) return unevaluated(label, text);
  if (isLocalPath(text))
    return `${label} is ${quote(text)}, a path on a computer, which AIHubMax cannot open. ${useBinary}`;
  if (!parsed(text) || !/^https?:\/\/[^/\\]/i.test(text))
    return `${label} is ${quote(text)}, but must be a URL that starts with http:// or https://.`;
  if (/\s/.test(text)) return `${label} is ${quote(text)}, which contains spaces; encode them as %20.`;
  return undefined;
}

/** What is wrong with a URL that AIHubMax is to fetch; `undefined` when nothing is. */
export function urlIssue(label: string, text: string, allowsPrivate: boolean): string | undefined {
  const issue = spellingIssue(label, text);
  const url = parsed(text.slice(0, maxUrlLength));
  if (issue || !url) return issue;
  const owner = sharedBy(url);
  if (owner)
    return `${label} is ${quote(text)}, a ${owner} page that shows a file, not the file itself. Download it with a node of n8n and choose Binary as its source, or use a direct link.`;
  if (allowsPrivate || !isPrivateHost(url.hostname)) return undefined;
  return `${label} is ${quote(text)}, a private network URL that AIHubMax cannot reach. ${useBinary}`;
}
