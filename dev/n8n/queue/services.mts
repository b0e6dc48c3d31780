/** Postgres and Redis of a queue's own: own data folders, free loopback ports, gone with us. From Debian's packages. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../ports.mts';
import { killGroup, spawnChild, temporaryFolder } from '../children.mts';
import { run } from '../command.mts';
import { until } from '../until.mts';

export interface Service {
  readonly port: number;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same data and port. */
  restart(): Promise<void>;
}

const postgresFolder = '/usr/lib/postgresql';
const missing = (what: string, debian: string) =>
  new Error(
    `${what} is not installed. On Debian or Ubuntu: apt-get install --no-install-recommends ${debian}`,
  );

function postgresBin(): string {
  const versions = existsSync(postgresFolder) ? readdirSync(postgresFolder).sort((a, b) => +b - +a) : [];
  const found = versions
    .map((version) => join(postgresFolder, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));
  if (!found) throw missing('Postgres', 'postgresql');
  return found;
}

const isRoot = process.getuid?.() === 0;

/** Postgres refuses to run as root: then it runs as the user that Debian's package made for it. */
const asPostgres = (file: string, args: string[]): [string, string[]] =>
  isRoot
    ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--init-groups', file, ...args]]
    : [file, args];

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const answer = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return answer;
}

/** A process that listens on a port, and can be started again. */
async function serving(what: string, port: number, start: () => ChildProcess): Promise<Service> {
  let child: ChildProcess;
  const restart = async () => {
    child = start();
    await until(`${what} listens on port ${port}`, () => isListening(port), { withinMs: 30_000 });
  };
  const kill = async () => {
    killGroup(child);
    await until(`${what} has left port ${port}`, async () => !(await isListening(port)), { everyMs: 50 });
  };
  await restart();
  return { port, kill, restart };
}

export async function startRedis(): Promise<Service> {
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const file = ['/usr/bin/redis-server', '/usr/local/bin/redis-server'].find(existsSync);
  if (!file) throw missing('Redis', 'redis-server');
  return await serving('Redis', port, () => spawnChild(file, args, { stdio: 'ignore' }));
}

/** Its database, user and password are all called n8n; only this machine reaches it. */
export async function startPostgres(): Promise<Service> {
  const bin = postgresBin();
  const folder = await temporaryFolder('postgres');
  if (isRoot) {
    const id = async (flag: string) => Number(await run('id', [flag, 'postgres'], folder));
    await chown(folder, await id('-u'), await id('-g'));
  }
  const data = join(folder, 'data');
  const own = async (file: string, ...args: string[]) => {
    await run(...asPostgres(join(bin, file), args), folder);
  };
  await own('initdb', '-D', data, '-U', 'n8n', '--auth=trust', '-E', 'UTF8', '--no-sync');
  const port = await freePort();
  const settings = ['-c', 'fsync=off', '-c', `unix_socket_directories=${folder}`, '-h', '127.0.0.1'];
  const [file, args] = asPostgres(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...settings]);
  const postgres = await serving('Postgres', port, () =>
    spawnChild(file, args, { stdio: 'ignore', cwd: folder }),
  );
  const address = ['-h', '127.0.0.1', '-p', String(port), '-U', 'n8n'];
  // It listens before it takes connections.
  await until('Postgres is ready', () =>
    own('pg_isready', ...address).then(
      () => true,
      () => false,
    ),
  );
  await own('createdb', ...address, 'n8n');
  return postgres;
}

/** What makes an n8n keep its data in a Postgres of ours. */
export const postgresSettings = ({ port }: Service): NodeJS.ProcessEnv => ({
  DB_TYPE: 'postgresdb',
  DB_POSTGRESDB_HOST: '127.0.0.1',
  DB_POSTGRESDB_PORT: String(port),
  DB_POSTGRESDB_DATABASE: 'n8n',
  DB_POSTGRESDB_USER: 'n8n',
  DB_POSTGRESDB_PASSWORD: 'n8n',
});
