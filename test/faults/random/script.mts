/** Aims the faults of a story at its own items, and keeps what became of every create. */
import type { Emulator, Fault, RequestRecord } from '../../../dev/emulator/index.mts';
import type { CreateFault, Story } from './draw.mts';

export const promptOf = (item: number): string => `Item ${item}`;

/** A prompt with something in it that says nothing about whose it is. */
export const promptWith = (prompt: string, chance: string): string => `${prompt}, take ${chance}`;

/** Whose prompt it is that reached the service. */
const isPromptOf = (item: number, prompt: unknown): boolean => {
  const own = promptOf(item);
  return prompt === own || String(prompt).startsWith(promptWith(own, ''));
};

const bodyOf = ({ body }: RequestRecord): Record<string, unknown> => Object(body) as Record<string, unknown>;

const isCreate = ({ route }: RequestRecord): boolean => route === 'create';

export class Script {
  private readonly fates = new Map<RequestRecord, CreateFault>();

  constructor(
    private readonly emulator: Emulator,
    private readonly story: Story,
  ) {
    story.items.forEach(({ creates, looks, results }, item) => {
      for (const fault of creates)
        this.aim('create', item, fault.then, (request) => this.fates.set(request, fault));
      for (const then of looks) this.aim('status', item, then);
      for (const then of results) this.aim('result', item, then);
    });
    for (const then of story.uploads) emulator.fault({ on: 'upload', then: this.filled(then) });
  }

  /** What a create met; nothing but the usual answer when no fault was left. */
  fateOf = (request: RequestRecord): CreateFault => this.fates.get(request) ?? { fate: 'accepted', then: {} };

  itemOf(request: RequestRecord): number {
    const create = isCreate(request) ? request : this.createOf(request.taskId);
    return this.story.items.findIndex((_item, index) => create && isPromptOf(index, bodyOf(create).prompt));
  }

  private createOf(taskId?: string): RequestRecord | undefined {
    return this.emulator.requests().find((request) => isCreate(request) && request.taskId === taskId);
  }

  private aim(
    on: RequestRecord['route'],
    item: number,
    then: Fault,
    note?: (request: RequestRecord) => void,
  ): void {
    const match = (request: RequestRecord) => {
      if (this.itemOf(request) !== item) return false;
      note?.(request);
      return true;
    };
    this.emulator.fault({ on, match, then: this.filled(then) });
  }

  /** With the key in place of its mark. */
  private filled(then: Fault): Fault {
    return JSON.parse(JSON.stringify(then).replaceAll('$key', this.emulator.key)) as Fault;
  }
}
