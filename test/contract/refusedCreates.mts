/** How creates are refused, and what the node makes of it. */
import { error, refusals } from './replyRows.mts';

const codes = 'AIHubMax docs, error codes page';
const client = 'Public client cookaihq/aihub-mcp';
const clients = 'Public clients of the gateway';
const newApi = 'QuantumNous/new-api, the open-source gateway the account layer is built on';

export const refusedCreates = [
  ...refusals({ on: 'create', date: '2026-11-22' }, [
    [
      'A body the service cannot read',
      `${codes}: 400`,
      [400, 'invalid_request'],
      error('Invalid JSON body (request_id: 20261122093320a1b2c3)', 'invalid_request_error'),
    ],
    [
      'A wrong key',
      `${codes}: 401`,
      [401, 'authentication'],
      error('Invalid API key (request_id: 20261122093320a1b2c3)', 'authentication_error', 'invalid_api_key'),
    ],
    [
      "A wrong key, in the words of the gateway's account layer: its own type and an empty code",
      newApi,
      [401, 'authentication'],
      error('无效的令牌 (request id: 20261122093320123456789AbCdEfGh)', 'new_api_error', ''),
    ],
    [
      'Too little balance',
      `${codes}: 402`,
      [402, 'insufficient_credits'],
      error(
        'Insufficient credits, please top up (request_id: 20261122093320a1b2c3)',
        'insufficient_quota',
        'insufficient_quota',
      ),
    ],
    [
      'A key without permission',
      'AIHubMax OpenAPI files as digested by cookaihq/aihub-mcp: 403',
      [403, 'authentication'],
      error('This key may not use this endpoint', 'permission_error'),
    ],
    [
      'A web page where a wrong base URL has no API',
      `${clients}: HTML instead of JSON`,
      [404, 'invalid_request'],
      '<!doctype html><html><head><title>404 Not Found</title></head><body>nginx</body></html>',
      { 'content-type': 'text/html' },
    ],
    [
      'A value the schema refuses, type of the docs',
      `${codes}: 422 invalid_request_error`,
      [422, 'invalid_request'],
      error(
        'duration must be one of 4, 6, 8 (request_id: 20261122093320a1b2c3)',
        'invalid_request_error',
        'invalid_request_error',
      ),
    ],
    [
      "A value the schema refuses, type of the clients' guides, without a code",
      'Guides of public clients of the gateway: 422 validation_error',
      [422, 'invalid_request'],
      error('prompt: field required', 'validation_error'),
    ],
    [
      'A model that is not there for this key',
      `${client}: 422 model_not_found`,
      [422, 'model_unavailable'],
      error(
        'The model veo-3.1-lite-image-to-video does not exist or is not enabled for your group (request_id: 20261122093320a1b2c3)',
        'invalid_request_error',
        'model_not_found',
      ),
    ],
    [
      'No channel for the model at the moment',
      `${client}: 422 no_compatible_channel`,
      [422, 'model_unavailable'],
      error('No available channel for this model', 'service_unavailable_error', 'no_compatible_channel'),
    ],
    [
      'Advanced parameters no channel takes',
      `${codes}: unsupported_advanced_options`,
      [422, 'invalid_request'],
      error(
        'No available channel supports these advanced parameters: enhance_prompt',
        'invalid_request_error',
        'unsupported_advanced_options',
      ),
    ],
    [
      'An image address the service cannot use',
      `${client}: invalid_image_url`,
      [422, 'input_media'],
      error('The image URL could not be fetched', 'invalid_request_error', 'invalid_image_url'),
    ],
    [
      'A file type the service does not take',
      `${client}: invalid_file_type`,
      [422, 'input_media'],
      error('Unsupported file type: image/tiff', 'invalid_request_error', 'invalid_file_type'),
    ],
    [
      'A prompt refused by moderation at once',
      'Fixtures of public clients and docs.evolink.ai: content_policy_violation',
      [422, 'content_policy'],
      error('The prompt violates the content policy', 'invalid_request_error', 'content_policy_violation'),
    ],
    [
      'A code nobody documented falls back on its status',
      "Own rule; the vendor's list of codes is incomplete",
      [422, 'invalid_request'],
      error('Something new is wrong', 'invalid_request_error', 'brand_new_code'),
    ],
    [
      'Too many creates',
      `${codes}: 429; Retry-After assumed by every public client`,
      [429, 'rate_limited'],
      error('Rate limit exceeded, retry later (request_id: 20261122093320a1b2c3)', 'rate_limit_error'),
      { 'retry-after': '5' },
    ],
    [
      'A server error on create leaves open whether there is a task',
      `${codes}: 500; every public client treats such a create as unknown`,
      [500, 'submission_unknown'],
      error('Internal server error (request_id: 20261122093320a1b2c3)', 'server_error'),
    ],
    [
      'An unavailable service on create leaves open whether there is a task',
      `${codes}: 503; every public client treats such a create as unknown`,
      [503, 'submission_unknown'],
      error('Upstream error', 'service_unavailable'),
    ],
    [
      "A bad gateway's page on create leaves open whether there is a task",
      `${clients}: Cloudflare pages; 502 counts as unknown`,
      [502, 'submission_unknown'],
      '<!DOCTYPE html>\n<html><head><title>api.aihubmax.com | 502: Bad gateway</title></head><body><h1>Bad gateway</h1><p>Cloudflare Ray ID: 9a2f6c1d0b7e4d11</p></body></html>',
      { 'content-type': 'text/html; charset=UTF-8' },
    ],
    [
      'A gateway timeout on create leaves open whether there is a task',
      `${clients}: 504 counts as unknown`,
      [504, 'submission_unknown'],
      '',
      { 'content-type': 'text/html' },
    ],
    [
      'A portal page with status 200 on create leaves open whether there is a task',
      `${clients}: a wrong base URL answers 200 with the site's page`,
      [200, 'submission_unknown'],
      '<!doctype html><html><head><title>AIHubMax</title></head><body><div id="root"></div></body></html>',
      { 'content-type': 'text/html; charset=utf-8' },
    ],
    [
      'Cut-off JSON with status 200 on create leaves open whether there is a task',
      `${clients}: a 2xx without a usable id is unknown, not failed`,
      [200, 'submission_unknown'],
      '{"id": "task-unified-17953',
      { 'content-type': 'application/json' },
    ],
  ]),
  ...refusals({ on: 'create', date: '2026-11-29' }, [
    [
      "Too little balance, in the words of the gateway's account layer",
      `${newApi}: pre-consumed quota, 403 without a code`,
      [403, 'insufficient_credits'],
      {
        error: {
          message: '用户额度不足, 剩余额度: ＄0.000000 (request id: 20261122093320123456789AbCdEfGh)',
          type: 'new_api_error',
          param: '',
          code: '',
        },
      },
    ],
    [
      "A key whose quota is used up, in the words of the gateway's account layer",
      `${newApi}: 401`,
      [401, 'insufficient_credits'],
      error('该令牌额度已用尽 TokenStatusExhausted[sk-***]', 'new_api_error', ''),
    ],
    [
      'Too little quota with 429, in the envelope of the family',
      "OpenAI's error codes page: 429 insufficient_quota",
      [429, 'insufficient_credits'],
      {
        error: {
          message: 'You exceeded your current quota, please check your plan and billing details.',
          type: 'insufficient_quota',
          param: null,
          code: 'insufficient_quota',
        },
      },
    ],
    [
      'No channel for the model, in the words of the gateway',
      `${newApi}: its distributor`,
      [400, 'model_unavailable'],
      error('当前分组 default 下对于模型 veo-3.1 无可用渠道', 'new_api_error', ''),
    ],
  ]),
];
