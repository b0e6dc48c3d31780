/** Why an order with a key is not created: all of it before anything is sent. */
import { ownCodes } from '../catalogue/failures';
import { VideoError, type FailureFacts } from '../errors';
import { quote } from '../request/checked';
import { utcTime } from '../time';

/** Orders with a key that a node keeps within 24 hours. */
export const maxKeys = 400;

/** How often a key can be used within a day: what failed frees it. */
export const maxUses = 32;

const free = 'Nothing was sent and nothing was charged.';

const named = (key: string): string => `Order Key ${quote(key)}`;

/** Of when nothing can be read it was at any time of these. */
const since = (atMs: number | null): string =>
  atMs === null ? 'within the last 24 hours' : `at ${utcTime(atMs)}`;

const refusal = (message: string, advice: string, facts: Partial<FailureFacts> = {}): VideoError =>
  new VideoError({
    category: 'invalid_request',
    code: ownCodes.orderKeyUsed,
    message,
    advice: `${free} ${advice}`,
    ...facts,
  });

const another = 'Give every video a key of its own, or wait until 24 hours have passed.';

export const keyUsed = (key: string, atMs: number | null): VideoError =>
  refusal(`${named(key)} was used for another request ${since(atMs)}`, another);

/** `index`: of the item that has it first. */
export const keyOfItem = (key: string, index: number): VideoError =>
  refusal(`${named(key)} is that of item ${index + 1} as well, which asks for another video`, another);

/** Its task has an ID that n8n's database cannot keep. */
export const keyUnnamed = (key: string, atMs: number | null): VideoError =>
  refusal(
    `${named(key)} was used ${since(atMs)}, and the ID of its task could not be kept`,
    "The ID is in n8n's log. Use another key for another video.",
  );

export const keysFull = (key: string): VideoError =>
  refusal(
    `${named(key)} cannot be kept: this node keeps at most ${maxKeys} orders with a key within 24 hours`,
    'Wait until the first of them are a day old, or use one more node.',
    {
      category: 'limit_reached',
      code: ownCodes.orderKeysFull,
      limit: `a node keeps ${maxKeys} order keys within 24 hours`,
    },
  );

/** Its tasks fail again and again. */
export const keyUsedUp = (key: string): VideoError =>
  refusal(`${named(key)} was used ${maxUses} times within a day`, 'Use another key.', {
    category: 'limit_reached',
    code: ownCodes.orderKeysFull,
    limit: `an order key is used at most ${maxUses} times a day`,
  });

/** Whether it asks for the same cannot be told. */
export const keyUnread = (): VideoError =>
  refusal(
    'The Order Key cannot be looked up: a file of the item cannot be read',
    'Check the file of the item, or leave Order Key empty.',
    { code: ownCodes.orderKeyUnavailable },
  );

export const keyUnavailable = (key: string, reason: string): VideoError =>
  refusal(
    `${named(key)} cannot be looked up, since n8n's database does not keep it: ${reason}`,
    'Save the workflow, try again once the database answers, or leave Order Key empty.',
    { category: 'service', code: ownCodes.orderKeyUnavailable },
  );

/** What other executions ask for while they look it up is there as if it were known. */
export const keyMuddled = (key: string): VideoError =>
  refusal(
    `${named(key)} cannot be read for certain: several executions look it up at once, or n8n died while one did`,
    "Try again in a minute. The ID of its task is in n8n's log; for another video use another key.",
    { category: 'service', code: ownCodes.orderKeyUnavailable },
  );

/** Another process was quicker. */
export const keyTaken = (key: string): VideoError =>
  refusal(
    `${named(key)} was used by another execution a moment ago`,
    'Try again in a minute to get its video.',
    { category: 'service', code: ownCodes.orderKeyTaken },
  );

/** Only once: the next press creates, but that of an agent, which is told so each time. */
export const keyUnknown = (key: string, atMs: number | null, isAgents: boolean): VideoError =>
  new VideoError({
    category: 'submission_unknown',
    code: ownCodes.orderKeyUnknown,
    message: `A create with ${named(key)} was sent ${since(atMs)}, and it is unknown whether it was accepted`,
    advice: isAgents
      ? 'Nothing was sent now. Ask the user to check the usage on AIHubMax first. Another key is another video.'
      : 'Nothing was sent now. Check your usage on AIHubMax first. The next run with this key creates the video, which may charge you twice.',
  });
