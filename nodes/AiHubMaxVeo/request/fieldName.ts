/** The name of a binary field, in and out: what cannot be one. */
import { slipIssue } from './slips';
import { quote } from './normalize';

/** A name that is longer is the file itself. */
const longestName = 200;

/** How a PNG, JPEG, WebP, GIF, MP4 or PDF begins as base64. */
const fileText = /^(iVBORw0KGgo|\/9j\/|UklGR|R0lGOD|AAAA[A-Za-z0-9+/]{4}Z0eX|JVBERi0)[A-Za-z0-9+/=\s]{30}/;

/** Whether a text is the content of a file. */
export const isFileText = (text: string): boolean => /^data:/i.test(text) || fileText.test(text);

/** What every object has in JavaScript: such a name finds something that is no file, or loses one. */
const isInherited = (name: string): boolean => name in {};

export function fieldNameIssue(label: string, name: string): string | undefined {
  if (name.length > longestName || isFileText(name))
    return `${label} is a text of ${name.length} characters, but must be the name of a binary field. If it is a file as text, put a Convert to File node before this one.`;
  if (isInherited(name)) return `${label} is ${quote(name)}, but must be the name of a binary field.`;
  return slipIssue(label, name);
}
