/** What a run of the demo is to do, on which service, and what that costs. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { INode, INodeParameters } from 'n8n-workflow';
import { defaultMode, modelOf, startVariant } from '../../nodes/AiHubMaxVeo/catalogue/queries.ts';
import type { ModeName, Variant } from '../../nodes/AiHubMaxVeo/catalogue/queries.ts';
import { startEmulator } from '../emulator/index.mts';

export interface DemoPlan {
  /** Keep n8n running afterwards, for a look at the editor. */
  readonly open: boolean;
  /** n8n in queue mode: the work is done by a worker. */
  readonly queue: boolean;
  /** The real service, when a key was given; otherwise the local one. */
  readonly account?: Account;
}

/** A key of the real service and where that is. */
export interface Account {
  readonly apiKey: string;
  readonly baseUrl: string;
}

/** A whole n8n takes minutes and gigabytes the first time; its engine alone is a dependency of this project. */
export const takesWholeN8n = ({ open, queue }: DemoPlan): boolean => open || queue;

const known = ['--open', '--queue'];

/** The command line and environment in one. Throws, in one line, when they make no sense. */
export function readPlan(args: readonly string[], environment: NodeJS.ProcessEnv): DemoPlan {
  const unknown = args.find((argument) => !known.includes(argument));
  if (unknown) throw new Error(`Unknown argument ${unknown}. The demo knows: ${known.join(', ')}`);
  const apiKey = environment.AIHUBMAX_API_KEY?.trim();
  const baseUrl = environment.AIHUBMAX_BASE_URL?.trim();
  if (baseUrl && !apiKey) throw new Error('AIHUBMAX_BASE_URL is set, but AIHUBMAX_API_KEY is not.');
  const account = apiKey ? { apiKey, baseUrl: baseUrl || 'https://api.aihubmax.com' } : undefined;
  return { open: args.includes('--open'), queue: args.includes('--queue'), account };
}

/** Where the demo's videos come from. */
export interface Service extends Account {
  /** The sample photo, at an address the service can reach. */
  readonly photoUrl: string;
  /** Videos cost credits. */
  readonly isPaid: boolean;
  stop(): Promise<void>;
}

/** Seconds of the emulator's clock go by this much faster than ours, so that a demo is not a test of patience. */
const speed = 6;

/** The real service when there is an account for it, else the emulator. */
export async function openService(account: Account | undefined): Promise<Service> {
  const emulator = await startEmulator({ speed });
  const { key, url, samplePhotoUrl } = emulator;
  const stop = () => emulator.stop();
  if (!account) return { apiKey: key, baseUrl: url, photoUrl: samplePhotoUrl, isPaid: false, stop };
  const photo = fetch(samplePhotoUrl).then((answer) => answer.blob());
  const photoUrl = await upload(account, await photo.finally(stop), 'sample-photo.jpg');
  return { ...account, photoUrl, isPaid: true, stop: () => Promise.resolve() };
}

/**
 * Puts a file where the service can fetch it: into the service's own file storage, which is free and forgets it after
 * three days. Returns the file's public link.
 */
export async function upload({ apiKey, baseUrl }: Account, file: Blob, name: string): Promise<string> {
  const body = new FormData();
  body.append('file', file, name);
  const headers = { authorization: `Bearer ${apiKey}` };
  const answer = await fetch(`${baseUrl}/v1/files/upload/stream`, { method: 'POST', headers, body }).catch(
    ({ cause }: Error) => {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`${baseUrl} cannot be reached: ${why}`);
    },
  );
  if (!answer.ok) throw new Error(`The upload of ${name} answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { url: string }).url;
}

const secondsToThinkItOver = 5;

/** What the node sends as the model of these parameters. */
export function wireModel({ mode = defaultMode, model }: INodeParameters): string {
  const variant = model ?? startVariant(mode as ModeName);
  return modelOf(mode as ModeName, variant as Variant) ?? String(variant);
}

/** Says what running this node on the real service costs, and leaves a moment to stop it. */
export async function announceCost({ baseUrl }: Account, { parameters }: INode): Promise<void> {
  const { resolution, duration, generateAudio } = parameters;
  const model = wireModel(parameters);
  const sound = generateAudio ? 'with audio' : 'without audio';
  const price = await priceOf(baseUrl, model).catch(() => undefined);
  console.log(
    `AIHUBMAX_API_KEY is set: this run uses the real service at ${baseUrl} and costs real credits.`,
  );
  console.log(`It creates ONE video: ${model}, ${resolution}, ${duration} seconds, ${sound}.`);
  console.log(price ?? 'Its price is on your dashboard; the service did not tell it.');
  console.log(`Ctrl-C within ${secondsToThinkItOver} seconds stops it.`);
  await sleep(secondsToThinkItOver * 1000);
}

interface Pricing {
  readonly data?: readonly { model_name: string; quota_type: number; model_price: number }[];
}

/** The service's public price list needs no key. Only fixed prices (type 1) are meant in dollars. */
async function priceOf(baseUrl: string, model: string): Promise<string | undefined> {
  const answer = await fetch(`${baseUrl}/api/pricing`, { signal: AbortSignal.timeout(10_000) });
  const { data } = (await answer.json()) as Pricing;
  const row = data?.find(({ model_name }) => model_name === model);
  if (row?.quota_type !== 1) return undefined;
  return `The service's price list says ${row.model_price} USD per call of ${model}.`;
}
