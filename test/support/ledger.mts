/** Records of the ledger for one request, in any of its spellings. */
import { Asker } from '../../nodes/AiHubMaxVeo/submit/nodeSet';
import { DurableOrders } from '../../nodes/AiHubMaxVeo/submit/durable';
import { BookEntry } from '../../nodes/AiHubMaxVeo/submit/entry';
import { OrderKeys } from '../../nodes/AiHubMaxVeo/submit/orderKeys';
import { fingerprintOf } from '../../nodes/AiHubMaxVeo/submit/print';
import type { Memory, NodeRun } from '../../nodes/AiHubMaxVeo/memory';
import { VirtualClock } from './clock.mts';

export const request = {
  model: 'veo-3.1-image-to-video',
  prompt: 'A secret recipe',
  image_url: 'https://example.com/p.jpg',
};

/** An n8n without a set for nodes. */
const noDatabase = new Asker({
  ...{ helpers: {}, clock: new VirtualClock(), node: 'node' },
  stop: new AbortController().signal,
  debug: () => undefined,
});
const durable = new DurableOrders(noDatabase, false);
const keys = new OrderKeys(noDatabase, 'one');

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
    charged = new Map(),
    step,
  }: Partial<NodeRun & { index: number; of: object; as: object }> = {},
) => {
  const identity = {
    index,
    fingerprint: fingerprintOf(of),
    written: fingerprintOf(as),
    readPrint: async () => null,
    reusesTests: true,
    isKeyed: false,
  };
  const nodeRun = { execution, runIndex, isRepeat, isTool, charged, step };
  const stop = new AbortController().signal;
  return new BookEntry({ memory, nodeRun, stop, tests: null, durable, keys }, identity);
};

/** A memory with one task that was paid for. */
export function paid(): Memory {
  const memory: Memory = {};
  const first = recordOf(memory);
  void first.submitting({ urls: {} });
  first.accepted('task-1');
  return memory;
}
