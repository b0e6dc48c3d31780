import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { freePort } from './ports.mts';
import { removeTemporary, temporaryFolder } from './children.mts';
import { provisionedNpm } from './command.mts';
import type { Place } from './environment.mts';
import { projectFolder, type Installation } from './installation.mts';
import { installPackage, packProject } from './package.mts';
import { startProcess, type N8nProcess } from './process.mts';
import { provision, type ProvisionOptions } from './provision.mts';
import { N8nRest } from './rest.mts';
import { Session } from './session.mts';
import type { Release } from './versions.mts';

export interface N8nOptions extends ProvisionOptions {
  /** Kept when given; otherwise a new one, removed when n8n stops. */
  readonly userFolder?: string;
  /** Taken when it is free; otherwise any free one. */
  readonly port?: number;
  /** Environment variables on top of the usual ones. */
  readonly env?: NodeJS.ProcessEnv;
}

/** A real n8n with this project's package in it and its owner signed in. */
export class RealN8n {
  readonly url: string;
  readonly rest: N8nRest;
  private env: NodeJS.ProcessEnv = {};

  constructor(
    readonly release: Release,
    readonly place: Place,
    private readonly start: (env?: NodeJS.ProcessEnv) => Promise<N8nProcess>,
    private running: N8nProcess,
  ) {
    this.url = running.url;
    this.rest = new N8nRest(new Session(running.url));
  }

  /** What runs now; another process after a restart. */
  get process(): N8nProcess {
    return this.running;
  }

  /**
   * Ends n8n if it still runs and starts it on the same user folder and port, with `env` on top of what it was first
   * started with. The login stays valid.
   */
  async restart(env: NodeJS.ProcessEnv = {}): Promise<void> {
    await this.running.stop();
    this.running = await this.start(env);
    this.env = env;
  }

  /** Restarts it unless it runs with just this. */
  async runWith(env: NodeJS.ProcessEnv = {}): Promise<void> {
    if (!this.running.isServing() || !isDeepStrictEqual(this.env, env)) await this.restart(env);
  }

  /** Stops n8n and removes its user folder if that was a temporary one. */
  async stop(): Promise<void> {
    await this.running.stop();
    removeTemporary(this.place.userFolder);
  }
}

/** Provisions n8n when needed, installs this project, starts n8n and signs its owner in. */
export async function startRealN8n(options: N8nOptions = {}): Promise<RealN8n> {
  const { env, port, say } = options;
  const installation = await provision(options);
  say?.(`Starting n8n ${installation.release.n8n} …`);
  const userFolder = options.userFolder ?? (await temporaryFolder());
  let n8n: RealN8n | undefined;
  try {
    await installProject(installation, userFolder);
    const place = { userFolder, port: await freePort(port), brokerPort: await freePort() };
    const start = (more?: NodeJS.ProcessEnv) => startProcess(installation, place, { ...env, ...more });
    n8n = new RealN8n(installation.release, place, start, await start());
    await n8n.rest.session.signIn();
    return n8n;
  } catch (error) {
    await n8n?.stop();
    removeTemporary(userFolder);
    throw error;
  }
}

/** Runs `use` with a real n8n that is stopped afterwards, whatever happens. */
export async function withN8n<T>(options: N8nOptions, use: (n8n: RealN8n) => Promise<T>): Promise<T> {
  const n8n = await startRealN8n(options);
  try {
    return await use(n8n);
  } finally {
    await n8n.stop();
  }
}

/** Packs this project as it is built now and puts it into a user folder. */
export async function installProject(installation: Installation, userFolder: string): Promise<void> {
  const tarball = await packProject(provisionedNpm(installation), projectFolder, join(userFolder, 'package'));
  await installPackage(installation, tarball, userFolder);
}
