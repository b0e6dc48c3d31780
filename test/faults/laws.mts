/** What holds whatever goes wrong. Each law gives the sentence of its breach, so that a failure says what broke. */
import type { Seen } from './stage.mts';

export interface Watched {
  seen: Seen;
  key: string;
  /** Tasks whose id the node can have read. */
  known: string[];
}

const named = ({ seen, known }: Watched): string[] =>
  known.filter((id) => !seen.shown.includes(id)).map((id) => `the task ${id} is named nowhere`);

const secret = ({ seen, key }: Watched): string[] =>
  seen.text.includes(key.replace(/^sk-/, '')) ? ['the key is in what n8n keeps'] : [];

const strangers = ({ seen, key }: Watched): string[] =>
  seen.requests
    .filter(({ origin, headers, path, query }) => {
      const address = `${path} ${JSON.stringify(query)}`;
      return address.includes(key) || (origin === 'results' && JSON.stringify(headers).includes(key));
    })
    .map(({ path }) => `the key went to ${path}`);

/** n8n takes an error that says "canceled" for a run that was stopped, and such a run cannot be retried. */
const mislabelled = ({ seen }: Watched): string[] =>
  seen.error && seen.status !== 'error' ? [`the run failed, but counts as ${seen.status}`] : [];

export const breaches = (watched: Watched): string[] =>
  [named, secret, strangers, mislabelled].flatMap((law) => law(watched));
