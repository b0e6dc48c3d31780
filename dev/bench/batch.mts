/** Fifty videos in one run of a real n8n: ours beside the loop that people build, and beside one after the other. */
import { graph, manualTrigger, node, type WorkflowDraft } from '../n8n/index.mts';
import { show, withRatio, type Cell } from './figures.mts';
import {
  httpRequest,
  keyOf,
  numbered,
  ourVideos,
  rows,
  runToEnd,
  spanSeconds,
  withRealN8n,
} from './real.mts';
import type { Site } from './real.mts';

const items = 50;
const taskSeconds = 8;
/** One after the other takes too long for all; what a few take is scaled to all. */
const few = 5;

const isCompleted = {
  options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
  conditions: [
    {
      id: 'completed',
      ...{ leftValue: '={{ $json.status }}', rightValue: 'completed' },
      operator: { type: 'string', operation: 'equals' },
    },
  ],
  combinator: 'and',
};

/** The nodes of the loop whose time counts. */
const loopNodes = ['Create', 'Wait', 'Look', 'Completed'];

/** What people build today: HTTP Request, Wait, HTTP Request, IF, and back. */
function httpLoop({ emulator }: Site): WorkflowDraft {
  const jsonBody = `={{ JSON.stringify({ model: 'veo-3.1-text-to-video', prompt: 'Waves ' + $json.n }) }}`;
  const create = { ...keyOf(emulator), method: 'POST', url: `${emulator.url}/v1/videos/generations` };
  const look = { ...keyOf(emulator), url: `=${emulator.url}/v1/tasks/{{ $json.id }}` };
  const wait = { amount: 5, unit: 'seconds' };
  const nodes = [
    manualTrigger(),
    ...rows(numbered(items)),
    httpRequest('Create', { ...create, sendBody: true, specifyBody: 'json', jsonBody }),
    node('Wait', 'n8n-nodes-base.wait', wait, { typeVersion: 1.1, webhookId: crypto.randomUUID() }),
    httpRequest('Look', look),
    node('Completed', 'n8n-nodes-base.if', { conditions: isCompleted }, { typeVersion: 2.2 }),
    node('Done', 'n8n-nodes-base.noOp'),
  ];
  const onwards = nodes.slice(1).map(({ name }, index) => ({ from: nodes[index]?.name ?? '', to: name }));
  return graph('HTTP loop', nodes, [...onwards, { from: 'Completed', to: 'Wait', output: 1 }]);
}

interface Way {
  name: string;
  draft: WorkflowDraft;
  nodes?: readonly string[];
  /** To 50 items. */
  scale?: number;
}

async function measure({ n8n, emulator }: Site, way: Way): Promise<Cell[]> {
  const { name, draft, nodes = ['Video'], scale = 1 } = way;
  const before = emulator.requests().length;
  const seconds = spanSeconds(await runToEnd(n8n, draft), nodes) * scale;
  const routes = emulator.requests().slice(before);
  const count = (wanted: string) => String(routes.filter(({ route }) => route === wanted).length * scale);
  return [name, seconds, count('create'), count('status')];
}

export async function benchBatch(): Promise<void> {
  await withRealN8n(async (open) => {
    const site = await open({ render: false, taskSeconds });
    const ours = (count: number, maxConcurrentTasks: number): WorkflowDraft =>
      ourVideos(site, count, { batching: { maxConcurrentTasks } });
    const scale = items / few;
    const ways: Way[] = [
      { name: 'ours, 50 at once', draft: ours(items, items) },
      { name: 'HTTP Request + Wait 5 s + IF', draft: httpLoop(site), nodes: loopNodes },
      { name: 'ours, 5 at once (the default)', draft: ours(items, 5) },
      { name: `one after the other (${few} items x ${scale})`, draft: ours(few, 1), scale },
    ];
    const measured: Cell[][] = [];
    for (const way of ways) measured.push(await measure(site, way));
    show(
      `Batch: ${items} items whose tasks take ${taskSeconds} s, in n8n ${site.n8n.release.n8n}`,
      ['Way', 'Seconds (goal 11)', 'Creates', 'Polls', 'Ratio to ours'],
      withRatio(measured),
    );
  });
}
