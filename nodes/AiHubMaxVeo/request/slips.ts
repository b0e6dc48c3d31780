/** Texts that are certainly no text of the user's: an expression that n8n did not evaluate, or one that gave nothing. */
import { shown } from './spelling';

const emptyWords = ['undefined', 'null', 'nan'];

/** JavaScript's own spelling of an object that became text. */
const objectText = /\[object (Object|Promise|Undefined|Null|Array|Date|Map|Set|Blob)\]/;

/** n8n's own variables in double braces are never meant to be read by a model. */
const variable =
  /\{\{\s*\$(json|node|input|binary|now|today|vars|env|execution|workflow|itemIndex|runIndex|items|fromAI|prevNode|parameter|jmespath|if|max|min)?[\s.[()}]/;

/** Nothing but double braces, with or without n8n's sign of an expression in front. */
function isOnlyBraces(text: string): boolean {
  const bare = text.startsWith('=') ? text.slice(1).trim() : text;
  if (!bare.startsWith('{{') || !bare.endsWith('}}')) return false;
  return bare.split('{{').every((part, index) => index === 0 || part.trimEnd().endsWith('}}'));
}

/** What is certainly wrong with a text; `undefined` where it may be meant. Looks at its beginning only: a slip is short. */
export function slipIssue(label: string, raw: unknown): string | undefined {
  if (typeof raw !== 'string') return undefined;
  const text = raw.trim();
  if (emptyWords.includes(text.toLowerCase().slice(0, 10)))
    return `${label} is ${shown(text)}: its expression gave no value.`;
  if (objectText.test(text))
    return `${label} contains "[object Object]": its expression gave an object where text is needed. Name the field of the object.`;
  if (isOnlyBraces(text.slice(0, 2_000)) || variable.test(text))
    return `${label} is ${shown(text)}, which n8n did not evaluate: switch the field to Expression.`;
  return undefined;
}
