/** The name of a video as a file, as the user wants it and as disks, drives and mail take it. */

/** Path separators, colons and what nobody sees. */
const unusable = /[/\\:\p{Cc}]/gu;

const maxBytes = 200;

/** The first bytes of a text that are whole letters. */
function cut(text: string): string {
  let end = text.length;
  while (Buffer.byteLength(text.slice(0, end)) > maxBytes) end -= 1;
  return text.slice(0, end).replace(/[\ud800-\udbff]$/, '');
}

/**
 * The first of several results has the plain name, the next `_1`. `wanted`: empty = called after the task. `extension`: that of
 * the video, without its dot.
 */
export function videoFileName(
  { wanted, taskId }: { wanted: string; taskId: string },
  index: number,
  extension: string,
): string {
  const ending = `.${extension}`;
  const clean = cut(
    wanted
      .slice(0, 10_000)
      .replace(unusable, '_')
      .replace(/^[.\s]+/, '')
      .trim(),
  );
  const stem = clean.toLowerCase().endsWith(ending) ? clean.slice(0, -ending.length) : clean;
  return `${stem || taskId}${index === 0 ? '' : `_${index}`}${ending}`;
}
