/** What a key may call, and what a call costs. */
import type { FastifyInstance } from 'fastify';
import { modelIds, modelLabel, type ModelId } from '../../nodes/AiHubMaxVeo/catalogue/queries.ts';
import { creditsFor, creditsPerDollar, orderOf } from './render/order.mts';

/** The list has far more than videos at the vendor, so a few strangers are in it. */
const strangers = ['gpt-image-2', 'veo-3.1', 'veo-3.1[4k]', 'veo-3.1[4k|audio]', 'google/veo-3.1[fast]'];

const listed = (id: string) => ({
  id,
  object: 'model',
  created: 1_626_777_600,
  owned_by: 'aihubmax',
  supported_endpoint_types: ['openai'],
});

/** The account layer's word for a fixed price per call. */
const perCall = 1;

/** With the price of one usual video, a figure of the emulator's own. */
const priced = (id: ModelId) => ({
  model_name: id,
  description: modelLabel(id),
  tags: 'video',
  vendor_id: 1,
  quota_type: perCall,
  model_ratio: 0,
  model_price: creditsFor(id, orderOf(id, {})) / creditsPerDollar,
  completion_ratio: 0,
  enable_groups: ['default'],
  supported_endpoint_types: ['openai-video'],
});

export function addModels(app: FastifyInstance): void {
  app.get('/v1/models', { config: { route: 'models' } }, async () => ({
    object: 'list',
    success: true,
    data: [...new Set([...strangers, ...modelIds])].map(listed),
  }));
  app.get('/api/pricing', { config: { route: 'pricing', open: true } }, async () => ({
    success: true,
    group_ratio: { default: 1 },
    data: modelIds.map(priced),
  }));
}
