/** Markup in which every value that is put in is text. */

const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that was built here and may be put in as it is. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | readonly Markup[] | string | number;

const partText = (part: Part): string => {
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string' || typeof part === 'number') {
    return String(part).replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
  }
  return part.map(({ text }) => text).join('\n');
};

/** Tag of template texts: values are escaped unless they are Markup themselves. */
export const html = (texts: TemplateStringsArray, ...parts: Part[]): Markup =>
  new Markup(texts.map((text, i) => text + (i < parts.length ? partText(parts[i] ?? '') : '')).join(''));
