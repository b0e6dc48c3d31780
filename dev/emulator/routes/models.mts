/** GET /v1/models: what a key may call. Far more than videos at the vendor, so a few strangers are in the list. */
import type { FastifyInstance } from 'fastify';
import { modelIds } from '../../../nodes/AiHubMaxVeo/catalogue/queries.ts';

const strangers = ['gpt-image-2', 'veo-3.1', 'veo-3.1[4k]', 'veo-3.1[4k|audio]', 'google/veo-3.1[fast]'];

const created = 1_626_777_600;

export function addModels(app: FastifyInstance): void {
  app.get('/v1/models', { config: { route: 'models' } }, async () => ({
    object: 'list',
    success: true,
    data: [...new Set([...strangers, ...modelIds])].map((id) => ({
      id,
      object: 'model',
      created,
      owned_by: 'aihubmax',
      supported_endpoint_types: ['openai'],
    })),
  }));
}
