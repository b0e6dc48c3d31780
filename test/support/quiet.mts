/** n8n's engine prints every failed node, also where a test wants it to fail. Imported before the engine. */
process.env.N8N_LOG_LEVEL = 'silent';
