/** What a run of the demo is to do. */
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
