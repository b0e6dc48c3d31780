/** What an execution has asked of n8n's database, and what the user was asked: every try of it gets the same answers. */
import type { VideoError } from '../errors';
import type { Memory } from '../memory';
import type { ShelvedOrder } from './shelf';

interface Asked {
  /** Places of orders that an item has taken. */
  places: Set<string>;
  /** Those that the user is asked about: written into the database once he is told. */
  asked: Set<string>;
  /** Those of earlier test runs, likewise. */
  orders: Set<ShelvedOrder>;
  /** By the key of the entry. */
  questions: Map<string, VideoError>;
}

const executions = new WeakMap<Memory, Asked>();

export function askedBy(memory: Memory): Asked {
  const none = { places: new Set<string>(), asked: new Set<string>(), orders: new Set<ShelvedOrder>() };
  const asked = executions.get(memory) ?? { ...none, questions: new Map<string, VideoError>() };
  executions.set(memory, asked);
  return asked;
}
