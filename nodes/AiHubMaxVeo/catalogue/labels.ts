/** What the form calls the parameters of a field that holds files; error messages say the same words. */
import type { MediaField, SourceKind } from './types';

const several = ({ maxFiles }: MediaField) => (maxFiles > 1 ? 's' : '');

/** The choice of where the files come from. */
export const choiceLabel = (row: MediaField): string => `${row.label}${several(row)} Source`;

export function sourceLabel(row: MediaField, kind: SourceKind): string {
  if (kind === 'taskId') return 'Source Task ID';
  return `${row.label} ${kind === 'url' ? 'URL' : 'Binary Field'}${several(row)}`;
}
