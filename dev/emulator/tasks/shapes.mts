/** The shapes in which gateways of this family word the same facts: where the link lies, what the ID is called. */
import type { TaskScript } from './script.mts';

/** Both lead to the same video. */
export interface Links {
  /** On the results origin, for anyone. */
  open: string;
  /** On the API's own origin, for the key that made the task: its path. */
  ownPath: string;
  /** Origin of the API, without a trailing slash. */
  apiUrl: string;
}

const shapes: Readonly<Record<TaskScript['results'], (links: Links) => object>> = {
  objects: ({ open: url }) => ({ results: [{ url }] }),
  strings: ({ open }) => ({ results: [open] }),
  video_url: ({ open }) => ({ results: [{ video_url: open }] }),
  two: ({ open: url }) => ({ results: [{ url }, { url: `${url}?part=2` }] }),
  none: () => ({ results: null }),
  one: ({ open: url }) => ({ results: { url } }),
  nested: ({ open: url }) => ({ results: [{ video: { url } }] }),
  output: ({ open: url }) => ({ results: [], output: { url } }),
  'top-level video_url': ({ open }) => ({ results: null, video_url: open }),
  'top-level url': ({ open }) => ({ results: null, url: open }),
  own: ({ apiUrl, ownPath }) => ({ results: [{ url: apiUrl + ownPath }] }),
  relative: ({ ownPath }) => ({ results: [{ url: ownPath }] }),
};

/** The members that carry the link of a completed task. */
export const linkMembers = ({ results }: TaskScript, links: Links): object => shapes[results](links);

/** The members that carry a task's ID. */
export const idMembers = ({ idAs }: TaskScript, id: string): object => {
  if (idAs === 'task_id') return { task_id: id };
  return { id: idAs === 'number' ? Number(id) : id };
};

/** A whole reply as it leaves. */
export const wrapped = ({ envelope }: TaskScript, reply: object): Record<string, unknown> =>
  envelope === 'data' ? { code: 'success', message: '', data: reply } : { ...reply };
