/** Fifty videos in one run of a real n8n: ours beside the loop that people build, and beside one after the other. */
import { chain, manualTrigger, videoNode } from '../../n8n/index.mts';
import type { WorkflowDraft } from '../../n8n/index.mts';
import { rows, runToEnd, spanSeconds, withRealN8n } from '../real.mts';
import type { Say, Site } from '../real.mts';
import { table } from '../table.mts';
import type { Cell } from '../table.mts';
import { httpLoop, loopNodes } from './loop.mts';

const items = 50;
const taskSeconds = 8;
/** One after the other takes too long for all; what a few take is scaled to all. */
const few = 5;

function ours({ credential }: Site, count: number, maxConcurrentTasks: number): WorkflowDraft {
  const order = { operation: 'createAndWait', mode: 'textToVideo', model: 'standard' };
  const parameters = { ...order, prompt: '=Waves {{ $json.n }}', batching: { maxConcurrentTasks } };
  return chain('Batch', manualTrigger(), ...rows(count), videoNode('Video', parameters, credential));
}

interface Way {
  name: string;
  draft: WorkflowDraft;
  nodes: readonly string[];
  /** To 50 items. */
  scale: number;
}

async function measure({ n8n, emulator }: Site, { name, draft, nodes, scale }: Way): Promise<Cell[]> {
  const before = emulator.requests().length;
  const seconds = spanSeconds(await runToEnd(n8n, draft), nodes) * scale;
  const requests = emulator.requests().slice(before);
  const count = (route: string) =>
    String(requests.filter((request) => request.route === route).length * scale);
  return [
    scale === 1 ? name : `${name} (${few} items x ${scale})`,
    seconds,
    count('create'),
    count('status'),
  ];
}

export async function benchBatch(say: Say): Promise<void> {
  await withRealN8n(say, async (open) => {
    const site = await open({ render: false, taskSeconds });
    const ways: Way[] = [
      { name: 'ours, 50 at once', draft: ours(site, items, items), nodes: ['Video'], scale: 1 },
      { name: 'HTTP Request + Wait 5 s + IF', draft: httpLoop(site, items), nodes: loopNodes, scale: 1 },
      { name: 'ours, 5 at once (the default)', draft: ours(site, items, 5), nodes: ['Video'], scale: 1 },
      { name: 'one after the other', draft: ours(site, few, 1), nodes: ['Video'], scale: items / few },
    ];
    const measured: Cell[][] = [];
    for (const way of ways) measured.push(await measure(site, way));
    const [, first] = measured[0] ?? [];
    const head = ['Way', 'Seconds (goal 11)', 'Creates', 'Polls', 'Ratio to ours'];
    say(`\n## Batch: ${items} items whose tasks take ${taskSeconds} s, in n8n ${site.n8n.release.n8n}\n`);
    say(
      table(
        head,
        measured.map((row) => [...row, Number(row[1]) / Number(first)]),
      ),
    );
  });
}
