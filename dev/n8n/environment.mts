import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Settings that a surrounding `npm run`, a shell profile or this project's .npmrc may have put into the environment and
 * that would change what npm installs or how n8n behaves. The API key is among them: n8n gets it as a credential only.
 */
const foreign = [
  /^npm_(?!config_)/i,
  /^npm_config_(ignore_scripts|local_prefix|prefix|global|dry_run|omit|include|production|workspaces?|yes)$/i,
  /^npm_config_(package_lock|install_strategy|offline|json|allow_scripts|omit_lockfile_registry_resolved|nodedir)$/i,
  /^(INIT_CWD|NODE_OPTIONS|NODE_ENV|NODE_PATH|WEBHOOK_URL|VUE_APP_URL_BASE_API|AIHUBMAX_API_KEY)$/,
  /^(N8N|DB|EXECUTIONS|QUEUE|TSX|OFFLOAD|CREDENTIALS|WORKFLOWS|ENDPOINTS?)_/,
];

/** The environment for a child process: ours without foreign settings, then `extra`. */
export function cleanEnvironment(extra: NodeJS.ProcessEnv = {}, source = process.env): NodeJS.ProcessEnv {
  const kept = Object.entries(source).filter(([name]) => !foreign.some((pattern) => pattern.test(name)));
  return { ...Object.fromEntries(kept), ...extra };
}

/** How npm is started: a program and what comes before npm's own arguments. */
export interface Npm {
  readonly file: string;
  readonly before: readonly string[];
}

/** The npm that started us, else the one on the PATH. */
export function callersNpm(environment = process.env): Npm {
  const script = environment.npm_execpath;
  if (script?.endsWith('npm-cli.js')) return { file: process.execPath, before: [script] };
  return { file: process.platform === 'win32' ? 'npm.cmd' : 'npm', before: [] };
}

/** Where an n8n of ours runs. */
export interface Place {
  readonly userFolder: string;
  readonly port: number;
  /** Task runners connect here. Two n8ns on one machine must not share it. */
  readonly brokerPort: number;
}

/** What every n8n of ours is started with: local, usable over plain http. It fetches from and reports to nobody. */
export const n8nSettings = ({ userFolder, port, brokerPort }: Place): NodeJS.ProcessEnv => ({
  N8N_USER_FOLDER: userFolder,
  N8N_PORT: String(port),
  N8N_LISTEN_ADDRESS: '127.0.0.1',
  N8N_RUNNERS_BROKER_PORT: String(brokerPort),
  N8N_SECURE_COOKIE: 'false',
  N8N_DIAGNOSTICS_ENABLED: 'false',
  N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
  N8N_TEMPLATES_ENABLED: 'false',
  N8N_PERSONALIZATION_ENABLED: 'false',
  N8N_HIRING_BANNER_ENABLED: 'false',
  N8N_DYNAMIC_BANNERS_ENABLED: 'false',
  // As in n8n's own container image; unset, n8n takes itself for a development server.
  NODE_ENV: 'production',
  // Where Node itself would keep it: what it has compiled is there for the next start, from the first n8n that ended by itself.
  NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'),
  NO_COLOR: '1',
});

/**
 * For an n8n at which nobody sits and that has no Code node: no editor is made ready, and no second process waits to run
 * code. Half of the processor time of a start.
 */
export const unattended: Readonly<Record<string, string>> = {
  N8N_DISABLE_UI: 'true',
  N8N_RUNNERS_MODE: 'external',
  N8N_RUNNERS_AUTH_TOKEN: 'of a task runner that never comes',
};
