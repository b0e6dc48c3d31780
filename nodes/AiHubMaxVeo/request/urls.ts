/** URLs as people paste them and other nodes give them, and whether AIHubMax can fetch them from the internet, where it works. */
import { isObject, parseJson, parseUrl, recordOf, trimEdges } from '../json';
import { isFileText, mustBe, quote, unevaluated } from './checked';
import { isPrivateHost } from './hosts';

/** Marks that come along with a URL from a chat, a sheet or a page: spaces, commas and what nobody sees. */
const edge = /[\s,;`，；。、\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/;

const opening = `"'<([“‘«„‹「【（《`;
const closing = `"'>)]”’»“›」】）》`;

/** Without marks around it, pairs of quotes or brackets, a scheme before the scheme, and HTML's spelling of &. */
export function bare(text: string): string {
  for (let inner = trimEdges(text, edge); ; inner = trimEdges(inner.slice(1, -1), edge)) {
    const kind = opening.indexOf(inner.charAt(0));
    if (kind === -1 || inner.length < 2 || inner.at(-1) !== closing.charAt(kind))
      return inner.replace(/^(https?:\/\/)+(?=https?:\/\/)/i, '').replaceAll('&amp;', '&');
  }
}

/** Commas and their like are part of many a URL: only one before the next URL parts them, whatever mark that begins with. */
const betweenUrls =
  /[\r\n]+|[,;|，；、](?=[\s"'<([“‘«„‹「【（《`\u200b-\u200f\u2060\ufeff]{0,20}https?:\/\/)/i;

function urlsInText(text: string, depth: number): unknown[] {
  // Longer than the three longest URLs and their marks: no list of them.
  if (text.length > 100_000) return [text];
  // A list that was turned into text on its way.
  const parsed = /^\s*[[{]/.test(text) ? parseJson(text) : text;
  if (isObject(parsed)) return urlsIn(parsed, depth + 1);
  const trimmed = text.trim();
  // Brackets around a whole list come off first: the first and the last URL would each keep one.
  const list = trimmed.startsWith('[') && trimmed.endsWith(']') ? trimmed.slice(1, -1) : trimmed;
  return list.split(betweenUrls).map(bare).filter(Boolean);
}

/** Every URL in a text, a list, an attachment or a list of such; what is none of them stays as it is. */
export function urlsIn(raw: unknown, depth = 0): unknown[] {
  if (raw === undefined || raw === null) return [];
  if (typeof raw === 'string') return urlsInText(raw, depth);
  if (Array.isArray(raw)) {
    // No field takes nearly as many files, and attachments lie less deep.
    const isReadable = raw.length <= 100 && depth <= 3;
    return isReadable ? raw.flatMap((part) => urlsIn(part, depth + 1)) : raw;
  }
  // An attachment, as Airtable, Notion and others give it, means its URL.
  const { url, file, external } = recordOf(raw);
  const found = [url, recordOf(file).url, recordOf(external).url].find((one) => typeof one === 'string');
  return [typeof found === 'string' ? bare(found) : raw];
}

/** Pages that show a file to people: AIHubMax would get the page, not the file. The first row of a domain judges. */
const sharePages: ReadonlyArray<{
  name: string;
  domains: readonly string[];
  /** The paths that are certainly pages; every path where there is none. */
  page?: RegExp;
  /** What makes a file of a page, in the path or the query. */
  file?: RegExp;
}> = [
  {
    name: 'Google Drive',
    domains: ['drive.google.com'],
    page: /^\/(a\/[^/]+\/)?(u\/\d+\/)?(file\/|open\b|drive\/|folderview|$)/,
  },
  {
    name: 'Google Drive',
    domains: ['docs.google.com'],
    page: /^\/.*\/(edit|view|preview|copy|d\/[^/]+)\/?$|^\/(a\/[^/]+\/)?(file|open)\b/,
  },
  // The first is where Dropbox's direct links lie.
  { name: 'Dropbox', domains: ['dl.dropbox.com'], page: /^$/ },
  { name: 'Dropbox', domains: ['dropbox.com'], file: /^\/s\/dl\/|[?&](dl|raw)=1(&|$)/ },
  {
    name: 'OneDrive',
    domains: ['1drv.ms', 'onedrive.live.com', 'sharepoint.com'],
    file: /^\/(download\b|.*\/_layouts\/15\/download\.aspx)|[?&]download=1(&|$)/i,
  },
  { name: 'Google Photos', domains: ['photos.app.goo.gl', 'photos.google.com'] },
  { name: 'Google Photos', domains: ['goo.gl'], page: /^\/photos\// },
  { name: 'iCloud', domains: ['icloud.com'] },
  { name: 'Box', domains: ['box.com'], page: /^\/(s|file|folder|v|2\.0)\// },
  { name: 'GitHub', domains: ['github.com'], page: /^\/[^/]+\/[^/]+\/blob\//, file: /[?&]raw=(true|1)(&|$)/ },
  { name: 'WeTransfer', domains: ['we.tl', 'wetransfer.com'] },
  // What opens with a login in the request's header alone.
  { name: 'Slack', domains: ['slack.com'], page: /^\/files/, file: /[?&]pub_secret=/ },
  { name: 'WhatsApp', domains: ['lookaside.fbsbx.com'], page: /^\/whatsapp_business\// },
  { name: 'Microsoft Graph', domains: ['graph.microsoft.com'] },
  { name: 'Google Drive', domains: ['www.googleapis.com'], page: /^\/drive\//, file: /[?&]key=/ },
  { name: 'Dropbox', domains: ['content.dropboxapi.com'] },
  { name: 'Twilio', domains: ['api.twilio.com'] },
  { name: 'LINE', domains: ['api-data.line.me'] },
];

/** Whose page a URL opens; `undefined` where it may be a file. */
function sharedBy({ hostname, pathname, search }: URL): string | undefined {
  const isOn = (domain: string) => hostname === domain || hostname.endsWith(`.${domain}`);
  const row = sharePages.find(({ domains }) => domains.some(isOn));
  if (!row) return undefined;
  const isPage = row.page?.test(pathname) ?? true;
  return isPage && !row.file?.test(pathname + search) ? row.name : undefined;
}

/** Characters. Longer than any server takes; a whole file that was pasted must cost nobody any time. */
const maxUrl = 8 * 1024;

const useBinary = 'Choose Binary as its source instead: the node then uploads the file.';

/** Whoever has such a URL has the whole account: a Telegram bot's token, or a token of Slack. */
const secretLinks: [name: string, pattern: RegExp][] = [
  ['a Telegram file link, which contains the token of your bot', /\/bot\d+(:|%3a)[\w-]{20,}\//i],
  ['a URL that contains a Slack token', /[?&/=]xox[a-z](\.xox[a-z])?-[\w-]+/],
];

/** What is wrong with a URL that AIHubMax is to fetch; `undefined` when nothing is. */
export function urlIssue(label: string, text: string, allowsPrivate: boolean): string | undefined {
  if (/^data:/i.test(text)) return `${label} is a data: URL, which AIHubMax does not take. ${useBinary}`;
  if (isFileText(text))
    return `${label} is a text of ${text.length} characters that is a file, not its URL. Put a Convert to File node before this one, and choose Binary.`;
  if (text.length > maxUrl)
    return `${label} is ${text.length} characters long, but a URL has at most ${maxUrl}.`;
  const [secret] = secretLinks.find(([, pattern]) => pattern.test(text)) ?? [];
  if (secret)
    return `${label} is ${secret}: it would be sent to AIHubMax and shown in the results. Download the file with a node of n8n first. ${useBinary}`;
  // No URL may have braces, so these are no accident.
  if (/\{\{|%7b%7b/i.test(text)) return unevaluated(label, text);
  // A drive, a network share, a folder of a user or of the system, or a file: URL.
  if (/^(file:|[a-z]:[\\/]|\\\\|~?[\\/](?!\/)|\.{1,2}[\\/])/i.test(text))
    return `${label} is ${quote(text)}, a path on a computer, which AIHubMax cannot open. ${useBinary}`;
  const url = parseUrl(text);
  if (!url || !/^https?:\/\/[^/\\]/i.test(text) || /^\.|\.\./.test(url.hostname))
    return mustBe(label, text, 'a URL that starts with http:// or https://');
  if (/\s/.test(text)) return `${label} is ${quote(text)}, which contains spaces; encode them as %20.`;
  const owner = sharedBy(url);
  if (owner)
    return `${label} is ${quote(text)}, a page of ${owner} that shows a file, not the file itself, or asks for a login. Download it with a node of n8n and choose Binary as its source, or use a direct link.`;
  if (allowsPrivate || !isPrivateHost(url.hostname)) return undefined;
  return `${label} is ${quote(text)}, a private network URL that AIHubMax cannot reach. ${useBinary}`;
}
