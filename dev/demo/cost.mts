import { setTimeout as sleep } from 'node:timers/promises';
import type { Say } from '../n8n/index.mts';
import type { Account } from './arguments.mts';

const secondsToThinkItOver = 5;

/** Says what a run on the real service costs, and leaves a moment to stop it. */
export async function announceCost({ apiKey, baseUrl }: Account, model: string, say: Say): Promise<void> {
  say(`AIHUBMAX_API_KEY is set (…${apiKey.slice(-3)}): this run uses the real service at ${baseUrl}.`);
  say(
    'It creates ONE video, the cheapest there is: Veo 3.1 Lite, 720p, 4 seconds, without audio. It costs real credits:',
  );
  say(
    `  ${(await priceOf(baseUrl, model)) ?? 'the price is on your dashboard, the service did not tell it.'}`,
  );
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
      ? `its price list says ${row.model_price} USD per call for ${model}.`
      : undefined;
  } catch {
    return undefined;
  }
}
