/** The changelog's section of a version, as the text of its release. */
export function notesOf(changelog: string, version: string): string {
  const heading = new RegExp(`^## \\[${version.replaceAll('.', '\\.')}\\].*$`, 'm');
  const start = heading.exec(changelog);
  if (!start) throw new Error(`CHANGELOG.md has no section for ${version}.`);
  const rest = changelog.slice(start.index + start[0].length);
  const [section = ''] = rest.split(/^## |^\[[^\]]+\]: /m);
  return `${section.trim()}\n`;
}
