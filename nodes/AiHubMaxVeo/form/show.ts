/** One named condition per idea: when a parameter is visible. Keys are AND, values are OR. */
import type { IDisplayOptions } from 'n8n-workflow';

export type Show = NonNullable<IDisplayOptions['show']>;

/** Every operation that has a request: the two that pay for it, and the one that checks it. */
export const onRequest: Show = { operation: ['create', 'createAndWait', 'check'] };

/** The operations that pay for a new task. */
export const onCreate: Show = { operation: ['create', 'createAndWait'] };

export const onGetStatus: Show = { operation: ['getStatus'] };

/** The ways an operation can wait; each is a rectangle, so each needs a parameter of its own. */
export const onWait: Show[] = [
  { operation: ['createAndWait'] },
  { operation: ['getStatus'], waitForCompletion: [true] },
];

/** Every operation that tells of a video. */
export const onVideo: Show = { operation: ['create', 'createAndWait', 'getStatus', 'check'] };

/** Every operation that has a reply of AIHubMax to give. */
export const onReply: Show = { operation: ['create', 'createAndWait', 'getStatus', 'getCredits'] };

/** Every operation that can have a finished video in hand. */
export const onFinish: Show = { operation: ['createAndWait', 'getStatus'] };

/**
 * The same condition for a collection, addressed from the form's root. n8n's editor empties a collection whose condition
 * names the parameter that was changed: switching between Create and Create and Wait would drop a spending limit.
 */
export const forCollection = (show: Show): Show =>
  Object.fromEntries(Object.entries(show).map(([name, values]) => [`/${name}`, values]));
