/** Records of the ledger for one request, in any of its spellings. */
import { BookEntry } from '../../nodes/AiHubMaxVeo/submit/entry';
import { fingerprintOf } from '../../nodes/AiHubMaxVeo/submit/shelf';
import type { Memory, NodeRun } from '../../nodes/AiHubMaxVeo/memory';

export const request = {
  model: 'veo-3.1-image-to-video',
  prompt: 'A secret recipe',
  image_url: 'https://example.com/p.jpg',
};

/** `of`: the request with what its expressions give; `as`: as it is written. */
export const recordOf = (
  memory: Memory,
  {
    execution = 'one',
    runIndex = 0,
    index = 0,
    of = request,
    as = of,
    isRepeat = false,
    isTool = false,
    step,
  }: Partial<NodeRun & { index: number; of: object; as: object }> = {},
) => {
  const identity = {
    index,
    fingerprint: fingerprintOf(of),
    written: fingerprintOf(as),
    print: null,
    reusesTests: true,
  };
  const nodeRun = { execution, runIndex, isRepeat, isTool, step };
  const stop = new AbortController().signal;
  return new BookEntry({ memory, nodeRun, stop, tests: null }, identity);
};

/** A memory with one task that was paid for. */
export function paid(): Memory {
  const memory: Memory = {};
  const first = recordOf(memory);
  first.submitting({ urls: {} });
  first.accepted('task-1');
  return memory;
}
