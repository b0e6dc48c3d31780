/** What orders are known by beyond the execution that began them. */
import { createHash } from 'crypto';

/** The same for the same request, whatever the order of its keys. */
export function fingerprintOf(request: object): string {
  const ordered = Object.entries(request).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(ordered)).digest('base64url').slice(0, 22);
}

/** What an order is known by, in whichever execution and at whichever place of it. */
export interface Print {
  /** Of account, workflow, node, request and files, but for what may change behind a URL. */
  text: string;
  /** What tells the content behind each URL; null where nobody knows. */
  versions: (string | null)[];
  /** Of an order with a key, whose `text` is of the key alone: its request as it is, and but for what a clock says. */
  keyed?: { key: string; whole: string; timeless: string };
}

/** May read whole files, and gives null where one cannot be read. */
export type ReadPrint = () => Promise<Print | null>;

/** What nobody knows of one of them may be the same. */
export const isSameContent = (one: Print, other: Print): boolean =>
  one.versions.every((version, at) => {
    const compared = other.versions[at] ?? null;
    return version === null || compared === null || version === compared;
  });

const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.?';
const time =
  '(?:[T ,]{1,2}(?:at )?\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d{1,9})?)?(?: ?[AaPp][Mm])?(?: ?(?:Z|(?:GMT|UTC)?[+-]\\d\\d:?\\d\\d|GMT|UTC))?)?';
const dates = [
  '\\d{4}-\\d\\d-\\d\\d',
  '\\d{1,2}/\\d{1,2}/\\d{4}',
  `(?:[A-Z][a-z]{2,8},? )?${month} \\d{1,2},? \\d{4}`,
  `(?:[A-Z][a-z]{2,8},? )?\\d{1,2} ${month} \\d{4}`,
];

/** Dates with or without a time as n8n's $now, $today and JavaScript write them, and seconds or milliseconds since 1970. */
const moments = new RegExp(
  `(?<!\\d)(?:(?:${dates.join('|')})${time}(?: \\([A-Za-z ]{3,40}\\))?|[12]\\d{9}(?:\\d{3})?)(?!\\d)`,
  'g',
);

/** A date alone is a day long, and a clock may be that of any zone. */
const nearMs = 2 * 24 * 60 * 60 * 1000;

function msOf(moment: string): number {
  if (/^\d+$/.test(moment)) return Number(moment) * (moment.length > 10 ? 1 : 1000);
  return Date.parse(moment.replace(/ \(.*|(?<=\d) at |,(?=\d)/g, ' '));
}

/** What a clock says inside of a text is another with every run, and makes no other request: moments around now are one word. */
export const withoutMoments = (text: string, nowMs: number): string =>
  text.replace(moments, (moment) => (Math.abs(msOf(moment) - nowMs) < nearMs ? 'now' : moment));
