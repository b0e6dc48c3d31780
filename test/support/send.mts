/** A client around scripted outcomes of the network, on virtual time. */
import { VideoError, type Failure } from '../../nodes/AiHubMaxVeo/errors';
import { usualBaseUrl } from '../../nodes/AiHubMaxVeo/credential';
import { Client } from '../../nodes/AiHubMaxVeo/api/client';
import type { ApiRequest, Outcome } from '../../nodes/AiHubMaxVeo/api/reply';
import { newLimits } from '../../nodes/AiHubMaxVeo/api/account';
import { VirtualClock } from './clock.mts';

export const reply = (status: number, body: unknown = {}, headers: Record<string, string> = {}): Outcome => ({
  kind: 'reply',
  status,
  headers,
  body,
});

export const lost = (code: string, during?: string): Outcome => ({
  kind: 'lost',
  code,
  message: `network says ${code}`,
  during,
});

export const fine = reply(200, { id: 'task-1' });

export const limited = (headers: Record<string, string> = {}): Outcome =>
  reply(429, { error: { message: 'Too many requests', type: 'rate_limit_error' } }, headers);

export const stopped: Outcome = { kind: 'stopped' };

export interface Sent extends ApiRequest {
  /** Since the start of the clock. */
  atMs: number;
}

export interface Line {
  client: Client;
  send: (request: ApiRequest) => Promise<Outcome>;
  clock: VirtualClock;
  sent: Sent[];
}

/** The outcomes come one after the other, and the last one stays; or the time decides. */
export function line(
  outcomes: Outcome[] | ((atMs: number) => Outcome),
  { stop, limits = newLimits() }: { stop?: AbortSignal; limits?: ReturnType<typeof newLimits> } = {},
): Line {
  const clock = new VirtualClock();
  const sent: Sent[] = [];
  const send = async (request: ApiRequest): Promise<Outcome> => {
    sent.push({ ...request, atMs: clock.elapsedMs });
    const outcome =
      typeof outcomes === 'function'
        ? outcomes(clock.elapsedMs)
        : outcomes[Math.min(sent.length, outcomes.length) - 1];
    if (!outcome) throw new Error('The test expected no request');
    return outcome;
  };
  return {
    client: new Client({ send, clock, stop, limits, random: () => 0.5, baseUrl: usualBaseUrl }),
    send,
    clock,
    sent,
  };
}

export const body = {
  model: 'veo-3.1-image-to-video',
  prompt: 'Waves',
  image_url: 'https://example.com/photo.jpg',
};

/** What became of a create: the reply's body, or the failure. */
export async function submitted(
  { client, clock }: Line,
  rules: Parameters<Client['submit']>[1] = { retryOnRateLimit: true },
): Promise<{ body: unknown } | { failure: Failure }> {
  try {
    const { raw } = await clock.run(client.submit(body, rules));
    return { body: raw };
  } catch (thrown) {
    if (thrown instanceof VideoError) return { failure: thrown.failure };
    throw thrown;
  }
}
