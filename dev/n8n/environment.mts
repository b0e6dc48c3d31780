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
