import { setTimeout as sleep } from 'node:timers/promises';
import type { INode, INodeParameters } from 'n8n-workflow';
import { defaultMode, modelOf } from '../../nodes/AiHubMaxVeo/catalogue/queries.ts';
import type { ModeName, Variant } from '../../nodes/AiHubMaxVeo/catalogue/queries.ts';
import type { Say } from '../n8n/index.mts';
import type { Account } from './arguments.mts';

const secondsToThinkItOver = 5;

/** What the node sends as the model of these parameters. */
export const wireModel = ({ mode = defaultMode, model = 'standard' }: INodeParameters): string =>
  modelOf(mode as ModeName, model as Variant) ?? String(model);

/** Says what running this node on the real service costs, and leaves a moment to stop it. */
export async function announceCost({ baseUrl }: Account, { parameters }: INode, say: Say): Promise<void> {
  const { resolution, duration, generateAudio } = parameters;
  const model = wireModel(parameters);
  const sound = generateAudio ? 'with audio' : 'without audio';
  const price = await priceOf(baseUrl, model);
  say(`AIHUBMAX_API_KEY is set: this run uses the real service at ${baseUrl} and costs real credits.`);
  say(`It creates ONE video: ${model}, ${resolution}, ${duration} seconds, ${sound}.`);
  say(price ?? 'Its price is on your dashboard; the service did not tell it.');
  say(`Ctrl-C within ${secondsToThinkItOver} seconds stops it.`);
  await sleep(secondsToThinkItOver * 1000);
}

interface Pricing {
  readonly data?: readonly { model_name: string; quota_type: number; model_price: number }[];
}

/** The service's public price list needs no key. Only fixed prices (type 1) are meant in dollars. */
async function priceOf(baseUrl: string, model: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`${baseUrl}/api/pricing`, { signal: AbortSignal.timeout(10_000) });
    const { data } = (await answer.json()) as Pricing;
    const row = data?.find(({ model_name }) => model_name === model);
    return row?.quota_type === 1
      ? `The service's price list says ${row.model_price} USD per call of ${model}.`
      : undefined;
  } catch {
    return undefined;
  }
}
