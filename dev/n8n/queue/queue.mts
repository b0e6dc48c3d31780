/** n8n in queue mode on one machine: a main process, workers with user folders of their own, Postgres and Redis. */
import { isDeepStrictEqual } from 'node:util';
import { freePort } from '../ports.mts';
import { temporaryFolder } from '../children.mts';
import type { Installation } from '../installation.mts';
import { startProcess, type N8nProcess } from '../process.mts';
import { provision } from '../provision.mts';
import { installProject, startRealN8n, type N8nOptions, type RealN8n } from '../real.mts';
import { postgresSettings, startPostgres, startRedis, type Service } from './services.mts';

export interface QueueOptions extends N8nOptions {
  readonly workers?: number;
  /** How many executions a worker runs at once. */
  readonly concurrency?: number;
}

/** A worker, by its name. */
export interface Worker {
  readonly name: string;
  readonly userFolder: string;
  process: N8nProcess;
  /** Ends it if it still runs and starts it on the same user folder, with `env` on top. */
  restart(env?: NodeJS.ProcessEnv): Promise<void>;
  /** Restarts it unless it runs with just this. */
  runWith(env?: NodeJS.ProcessEnv): Promise<void>;
}

export interface Queue {
  readonly main: RealN8n;
  readonly workers: readonly Worker[];
  /** The folder where all of them keep files. */
  readonly storage: string;
  readonly redis: Service;
  readonly postgres: Service;
  stop(): Promise<void>;
}

/** What main and workers must have in common. */
function sharedSettings(postgres: Service, redis: Service, storage: string): NodeJS.ProcessEnv {
  return {
    ...postgresSettings(postgres),
    EXECUTIONS_MODE: 'queue',
    QUEUE_BULL_REDIS_HOST: '127.0.0.1',
    QUEUE_BULL_REDIS_PORT: String(redis.port),
    N8N_ENCRYPTION_KEY: 'a key for a queue that lives for minutes',
    N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
    N8N_STORAGE_PATH: storage,
    // As docs/operations.md asks: a caller goes on though main was late to ask about the job of its sub-workflow.
    N8N_EXECUTIONS_QUEUE_KEEP_LAST_COMPLETED: '1000',
    // A dead worker is noticed after these, and not after a minute and a half as with n8n's own.
    QUEUE_WORKER_LOCK_DURATION: '15000',
    QUEUE_WORKER_LOCK_RENEW_TIME: '4000',
    QUEUE_WORKER_STALLED_INTERVAL: '5000',
  };
}

async function startWorker(
  installation: Installation,
  name: string,
  { env, concurrency }: { env: NodeJS.ProcessEnv; concurrency: number },
): Promise<Worker> {
  const userFolder = await temporaryFolder();
  await installProject(installation, userFolder);
  const place = { userFolder, port: await freePort(), brokerPort: await freePort() };
  const start = async (more: NodeJS.ProcessEnv = {}) => {
    const health = { QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(place.port) };
    const settings = { ...env, ...health, N8N_HOST_NAME: name, ...more };
    return await startProcess(installation, place, settings, ['worker', `--concurrency=${concurrency}`]);
  };
  let now: NodeJS.ProcessEnv = {};
  const restart = async (more: NodeJS.ProcessEnv = {}) => {
    await worker.process.stop();
    worker.process = await start(more);
    now = more;
  };
  const runWith = async (more: NodeJS.ProcessEnv = {}) => {
    if (!worker.process.isServing() || !isDeepStrictEqual(now, more)) await restart(more);
  };
  const worker = { name, userFolder, process: await start(), restart, runWith };
  return worker;
}

/** Starts all of it. The packed package lies in the user folder of every process. */
export async function startQueue(options: QueueOptions = {}): Promise<Queue> {
  const { workers: count = 2, concurrency = 5 } = options;
  const installation = await provision(options);
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  const storage = await temporaryFolder('n8n-storage');
  const env = { ...sharedSettings(postgres, redis, storage), ...options.env };
  const main = await startRealN8n({ ...options, env });
  options.say?.(`Starting ${count} workers …`);
  const names = Array.from({ length: count }, (_none, nth) => `worker ${nth + 1}`);
  const workers = await Promise.all(
    names.map(async (name) => await startWorker(installation, name, { env, concurrency })),
  );
  const stop = async () => {
    await Promise.all(workers.map(async ({ process }) => await process.kill()));
    await main.stop();
    await Promise.all([redis.kill(), postgres.kill()]);
  };
  return { main, workers, storage, redis, postgres, stop };
}

/** Runs `use` with a queue that is gone afterwards, whatever happens. */
export async function withQueue<T>(options: QueueOptions, use: (queue: Queue) => Promise<T>): Promise<T> {
  const queue = await startQueue(options);
  try {
    return await use(queue);
  } finally {
    await queue.stop();
  }
}
