/** Draws whole stories: items, what meets their requests, and what the person does. */
import fc from 'fast-check';
import type { Fault } from '../../../dev/emulator/index.mts';
import { priceClasses } from './classes.mts';
import { emptyPurse, linkShapes, shapes, wordedRefusals } from './shapes.mts';
import { broken, lost, refused, scripts } from './tables.mts';

/** What a create comes to, as far as the node can tell. */
export type Fate = 'accepted' | 'refused' | 'unknown';

export interface CreateFault {
  fate: Fate;
  then: Fault;
  /** It concerns the key, so nothing more may be submitted in this run. */
  endsRun?: true;
}

/** One item, and what meets its requests one after the other. */
export interface ItemStory {
  /** Index of its price class. */
  priceClass: number;
  creates: CreateFault[];
  looks: Fault[];
  results: Fault[];
}

export interface Story {
  items: ItemStory[];
  /** Uploads are shared by all items. */
  uploads: Fault[];
  /** Each item has an Order Key: whoever runs it gets its one task. */
  isKeyed: boolean;
  /** Its prompt has an expression in it that gives something else at every try, as the time of day does. */
  promptChanges: boolean;
  /** Where n8n keeps the items' files. */
  keepsFiles: 'in memory' | 'on disk';
  /** Since the epoch: at some time of the day, or right before midnight (UTC). */
  beginsAtMs: number;
  operation: 'create' | 'createAndWait';
  downloads: boolean;
  atOnce: number;
  retryOnRateLimit: boolean;
  /** 0 = no limit. */
  maxCredits: number;
  /** Continue On Fail. */
  keepsGoing: boolean;
  retryOnFail: boolean;
  /** How often a person presses Retry on what failed. */
  retries: number;
  /** How long n8n's database takes to read a row, and to write it. */
  databaseMs: number;
  /** Stop is pressed as this request arrives; null = never. */
  stopAt: number | null;
  /** As this request arrives, somebody gives the credential another key and base URL; null = never. Undone before a Retry. */
  editedAt: number | null;
}

const [noonMs, midnightMs] = [Date.UTC(2026, 10, 22, 12), Date.UTC(2026, 10, 23)];

const sometimes = <Drawn,>(arbitrary: fc.Arbitrary<Drawn>, otherwise: Drawn, weight: number) =>
  fc.oneof({ weight, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary });

const isRefusedKey = ({ status, page }: Fault): boolean => !page && (status === 401 || status === 402);

/** What becomes of a task, worded in one of many ways. */
const script = fc
  .tuple(
    fc.constantFrom(...scripts),
    sometimes(fc.constantFrom(...shapes), {}, 2),
    sometimes(fc.constantFrom(...linkShapes), 'objects', 2),
  )
  .map(([drawn, shape, results]) => ({ results, ...shape, ...drawn }));

const from = (faults: Fault[]) => fc.constantFrom(...faults);

/** Most requests meet no fault, so that stories go on. */
const createFault: fc.Arbitrary<CreateFault> = fc.oneof(
  {
    weight: 6,
    arbitrary: script.map((drawn): CreateFault => ({ fate: 'accepted', then: { script: drawn } })),
  },
  {
    weight: 2,
    arbitrary: from([...refused, ...wordedRefusals]).map(
      (then): CreateFault => ({ fate: 'refused', then, ...(isRefusedKey(then) && { endsRun: true }) }),
    ),
  },
  {
    weight: 1,
    arbitrary: from(emptyPurse).map((then): CreateFault => ({ fate: 'refused', then, endsRun: true })),
  },
  { weight: 1, arbitrary: from(broken).map((then): CreateFault => ({ fate: 'unknown', then })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(from(lost), script)
      .map(([fault, drawn]): CreateFault => ({ fate: 'unknown', then: { ...fault, script: drawn } })),
  },
);

const freely = <Drawn,>(arbitrary: fc.Arbitrary<Drawn>, maxLength: number) =>
  fc.array(arbitrary, { maxLength, size: 'max' });

const item: fc.Arbitrary<ItemStory> = fc.record({
  priceClass: sometimes(fc.nat({ max: priceClasses.length - 1 }), 0, 1),
  creates: freely(createFault, 3),
  looks: freely(from([...refused, ...broken, { truncate: true }, { merge: { id: 'task-other' } }]), 2),
  results: freely(from([...broken, { truncate: true }, { page: 'expired' }, { status: 404 }]), 2),
});

const drawn: fc.Arbitrary<Story> = fc.record({
  items: fc.array(item, { minLength: 1, maxLength: 6, size: 'max' }),
  uploads: sometimes(freely(from([...refused, ...broken]), 2), [], 3),
  isKeyed: fc.constant(false),
  promptChanges: fc.boolean(),
  keepsFiles: fc.constantFrom('in memory', 'on disk'),
  beginsAtMs: sometimes(fc.integer({ min: midnightMs - 5_000, max: midnightMs }), noonMs, 2),
  operation: fc.constantFrom('create', 'createAndWait', 'createAndWait', 'createAndWait'),
  downloads: fc.boolean(),
  atOnce: fc.integer({ min: 1, max: 6 }),
  retryOnRateLimit: fc.boolean(),
  maxCredits: sometimes(fc.constantFrom(3, 8, 40, 100, 200), 0, 2),
  keepsGoing: fc.boolean(),
  retryOnFail: fc.boolean(),
  retries: fc.constantFrom(0, 1, 2, 3),
  // An answer that takes half a minute in all is done without.
  databaseMs: sometimes(fc.constantFrom(10, 50), 0, 1),
  stopAt: sometimes<number | null>(fc.integer({ min: 1, max: 20 }), null, 5),
  editedAt: sometimes<number | null>(fc.integer({ min: 1, max: 12 }), null, 5),
});

/** Executions of one workflow, such as those of a person who tests it in the editor. */
export interface TestStory extends Story {
  mode: 'manual' | 'evaluation' | 'trigger';
  /** How many executions are started at once, one list after the other; Stop meets the first of all. */
  steps: number[];
  /** n8n is started again before each of these lists; or another worker takes it. */
  restarts: boolean;
}

/** Without what makes an order another one each time. */
export const testStories: fc.Arbitrary<TestStory> = fc
  .tuple(
    drawn,
    fc.record({
      mode: fc.constantFrom('manual', 'manual', 'evaluation'),
      restarts: fc.boolean(),
      steps: fc.array(fc.constantFrom(1, 1, 2), { minLength: 2, maxLength: 4, size: 'max' }),
      stopAt: sometimes<number | null>(fc.integer({ min: 1, max: 20 }), null, 1),
    }),
  )
  .map(([story, testing]) => ({ ...story, ...testing, promptChanges: false, editedAt: null }));

/** n8n dies, once for each of these: as the nth request of an execution arrives or is answered, or in a later node. */
export interface CrashStory extends Story {
  kills: { at: number; when: 'arrives' | 'answered' | 'later' }[];
}

/** Production executions whose orders have keys. */
export const keyedStories = testStories.map((story) => ({
  ...{ ...story, isKeyed: true },
  mode: 'trigger' as const,
}));

/** Calls of one tool, round after round. */
export interface ToolStory extends Story {
  /** Over MCP, or from an agent of version 3, each is an execution of the workflow; n8n's own Agents call without one. */
  caller: 'MCP' | 'Agents';
  rounds: {
    /** Before it. */
    passMinutes: number;
    /** How many equal calls it has, at the same time. */
    calls: number;
    seed: number;
    /** n8n dies as the nth request of the round arrives, or once all is done; null = it lives on. */
    diesAt: number | null;
  }[];
}

/** Stop meets the first call; n8n's own Agents have none, and try once. */
export const toolStories: fc.Arbitrary<ToolStory> = fc
  .tuple(
    drawn,
    fc.record({
      caller: fc.constantFrom('MCP', 'MCP', 'Agents'),
      rounds: fc.array(
        fc.record({
          passMinutes: fc.constantFrom(0, 0, 1, 4, 9, 10, 11),
          calls: fc.constantFrom(1, 1, 2, 3),
          seed: sometimes(fc.constant(2), 1, 3),
          diesAt: sometimes<number | null>(fc.integer({ min: 1, max: 20 }), null, 3),
        }),
        { minLength: 2, maxLength: 5, size: 'max' },
      ),
    }),
  )
  .map(([story, tool]) => {
    const isAgents = tool.caller === 'Agents';
    return {
      ...{ ...story, ...tool, items: story.items.slice(0, 1), promptChanges: false, editedAt: null },
      stopAt: isAgents ? null : story.stopAt,
      retryOnFail: !isAgents && story.retryOnFail,
    };
  });

/** A person presses Retry after each crash, and on what failed. */
export const crashStories: fc.Arbitrary<CrashStory> = fc
  .tuple(
    drawn,
    fc.array(
      fc.record({
        at: fc.integer({ min: 1, max: 20 }),
        when: fc.constantFrom('arrives', 'answered', 'answered', 'later'),
      }),
      { minLength: 1, maxLength: 4, size: 'max' },
    ),
  )
  .map(([story, kills]) => ({
    ...{ ...story, kills, promptChanges: false, stopAt: null, editedAt: null },
    // Where an item fails and all go on, the tries after the one that asked may be lost with what it said.
    retryOnFail: story.retryOnFail && !story.keepsGoing,
  }));

/** Nobody retries what n8n has lost: the next execution has the same keys. */
export const keyedCrashStories = crashStories.map((story) => ({ ...story, isKeyed: true }));

/** Of what an edit and Stop, or an edit and another try, do together nothing can be said from outside. */
export const stories = drawn.map((story) =>
  story.retryOnFail || story.stopAt !== null ? { ...story, editedAt: null } : story,
);
