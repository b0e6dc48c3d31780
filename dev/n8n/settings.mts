/** What every n8n of ours is started with: local, silent towards the outside, usable over plain http. */
export interface Place {
  readonly userFolder: string;
  readonly port: number;
  /** Task runners connect here. Two n8ns on one machine must not share it. */
  readonly brokerPort: number;
}

/** n8n's environment variables. Nothing it would fetch from or report to the internet is left on. */
export function n8nSettings({ userFolder, port, brokerPort }: Place): NodeJS.ProcessEnv {
  return {
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
    NO_COLOR: '1',
  };
}
