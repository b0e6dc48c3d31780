/** What a clock says inside of texts: it is another with every run, and makes no other request. */

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

/** The text with all moments around now as one and the same word. */
export const withoutMoments = (text: string, nowMs: number): string =>
  text.replace(moments, (moment) => (Math.abs(msOf(moment) - nowMs) < nearMs ? 'now' : moment));
