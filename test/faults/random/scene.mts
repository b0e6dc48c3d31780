/** A story's workflow: the node's parameters and settings, and the items that reach it. */
import type { INodeParameters } from 'n8n-workflow';
import { picture } from '../cell.mts';
import { classParameters, jsonOf } from './classes.mts';
import { storedFile } from './disk.mts';
import type { Scene } from '../stage.mts';
import type { Story } from './draw.mts';
import { promptOf, promptWith } from './script.mts';

const prompts = {
  stays: '={{ $json.prompt }}',
  changes: `=${promptWith('{{ $json.prompt }}', '{{ Math.random() }}')}`,
};

const parametersOf = (story: Story): INodeParameters => ({
  ...{ operation: story.operation, imageSource: 'binary' },
  ...classParameters,
  prompt: story.promptChanges ? prompts.changes : prompts.stays,
  ...(story.operation === 'createAndWait' && {
    downloadVideo: story.downloads,
    waitOptions: { timeoutMinutes: 2 },
  }),
  ...(story.isKeyed && { options: { orderKey: '=Key of {{ $json.prompt }}' } }),
  batching: {
    maxConcurrentTasks: story.atOnce,
    retryOnRateLimit: story.retryOnRateLimit,
    maxCredits: story.maxCredits,
  },
});

export function sceneOf(story: Story): Scene {
  const fileOf = (index: number) => (story.keepsFiles === 'on disk' ? storedFile(index) : picture());
  const items = story.items.map(({ priceClass }, index) => ({
    json: { prompt: promptOf(index), ...jsonOf(priceClass) },
    binary: fileOf(index),
  }));
  return {
    items,
    parameters: parametersOf(story),
    settings: {
      ...(story.retryOnFail && { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 }),
      ...(story.keepsGoing && { onError: 'continueRegularOutput' as const }),
    },
  };
}
