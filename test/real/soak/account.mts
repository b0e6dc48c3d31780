/** At the end of a soak: what became of every create, by everything that tells of a task. */

/** A task that the API accepted. */
export interface Made {
  readonly id: string;
  /** Each item of a soak has a prompt of its own. */
  readonly prompt: string;
  /** The create was accepted, and its answer lost on the way. */
  readonly isLost: boolean;
}

export interface Told {
  /** Of all processes. */
  readonly logs: string;
  /** The executions as n8n stored them. */
  readonly executions: readonly string[];
}

export interface Account {
  readonly tasks: number;
  readonly inItems: number;
  readonly inLogs: number;
  /** Accepted, and the answer lost: nobody can know the ID, and the item says that it is unknown. */
  readonly lost: number;
  /** Accepted, answered, and named by nothing. */
  readonly unnamed: readonly string[];
  /** Prompts of which more than one task was made. */
  readonly doubled: readonly string[];
  /** Tasks with more than one line in the logs. */
  readonly repeated: readonly string[];
}

const createdIn = (logs: string): string[] => logs.match(/(?<=AIHubMax created task )[\w-]+/g) ?? [];

export function accountOf(made: readonly Made[], { logs, executions }: Told): Account {
  const lines = createdIn(logs);
  const stored = executions.join('\n');
  const answered = made.filter(({ isLost }) => !isLost);
  const inItems = answered.filter(({ id }) => stored.includes(id));
  const inLogs = answered.filter(({ id }) => lines.includes(id));
  const unnamed = answered
    .filter((task) => !inItems.includes(task) && !inLogs.includes(task))
    .map(({ id }) => id);
  const prompts = made.map(({ prompt }) => prompt);
  return {
    tasks: made.length,
    inItems: inItems.length,
    inLogs: inLogs.length,
    lost: made.length - answered.length,
    unnamed,
    doubled: [...new Set(prompts.filter((prompt, nth) => prompts.indexOf(prompt) !== nth))],
    repeated: [...new Set(lines.filter((id, nth) => lines.indexOf(id) !== nth))],
  };
}

/** A request as the local API records it; `at` in ms. */
interface Asked {
  readonly route: string;
  readonly at: number;
}

export interface Pace {
  readonly requests: number;
  /** Requests in the busiest second. */
  readonly busiestSecond: number;
  readonly checksPerTask: number;
}

/** How hard the API was worked. */
export function paceOf(requests: readonly Asked[], tasks: number): Pace {
  const seconds = new Map<number, number>();
  for (const { at } of requests) {
    const second = Math.floor(at / 1000);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
  }
  const checks = requests.filter(({ route }) => route === 'status').length;
  return {
    requests: requests.length,
    busiestSecond: Math.max(0, ...seconds.values()),
    checksPerTask: tasks === 0 ? 0 : checks / tasks,
  };
}
