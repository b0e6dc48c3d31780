/** GET /api/pricing: the price of one usual video per model, for anyone. The figures are the emulator's own. */
import type { FastifyInstance } from 'fastify';
import { modelIds, modelLabel } from '../../../nodes/AiHubMaxVeo/catalogue/queries.ts';
import { creditsPerDollar, usualCredits } from '../prices.mts';

/** The account layer's word for a fixed price per call. */
const perCall = 1;

export function addPricing(app: FastifyInstance): void {
  app.get('/api/pricing', { config: { route: 'pricing', open: true } }, async () => ({
    success: true,
    group_ratio: { default: 1 },
    data: modelIds.map((id) => ({
      model_name: id,
      description: modelLabel(id),
      tags: 'video',
      vendor_id: 1,
      quota_type: perCall,
      model_ratio: 0,
      model_price: usualCredits(id) / creditsPerDollar,
      completion_ratio: 0,
      enable_groups: ['default'],
      supported_endpoint_types: ['openai-video'],
    })),
  }));
}
