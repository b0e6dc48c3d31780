/** Somebody edits the credential while the run is under way: another key, for another base URL. */
import { startEmulator, type Emulator, type RequestRecord } from '../../../dev/emulator/index.mts';
import type { Stage } from '../stage.mts';
import type { Story } from './draw.mts';
import type { Law } from './laws.mts';

/** The service that the edited credential names. */
export interface Elsewhere {
  key: string;
  requests: readonly RequestRecord[];
}

export class Edit {
  /** What n8n reads the credential from, at every request. */
  readonly credentials: { apiKey: string; baseUrl: string };
  readonly #first: { apiKey: string; baseUrl: string };

  private constructor(
    { emulator }: Stage,
    private readonly other: Emulator | null,
    private readonly editedAt: number,
  ) {
    this.#first = { apiKey: emulator.key, baseUrl: emulator.url };
    this.credentials = { ...this.#first };
    emulator.fault({ on: 'any', match: () => this.#see(emulator.requests().length), times: 0, then: {} });
  }

  static async open(stage: Stage, { editedAt }: Story): Promise<Edit> {
    const options = { render: false, taskSeconds: 20, credits: 1_000_000, clock: stage.clock };
    return new Edit(stage, editedAt === null ? null : await startEmulator(options), editedAt ?? 0);
  }

  get elsewhere(): Elsewhere | null {
    return this.other && { key: this.other.key, requests: this.other.requests() };
  }

  /** Before the person presses Retry. */
  undo(): void {
    Object.assign(this.credentials, this.#first);
  }

  async close(): Promise<void> {
    await this.other?.stop();
  }

  /** Never claims the request. */
  #see(requests: number): false {
    if (this.other && requests === this.editedAt)
      Object.assign(this.credentials, { apiKey: this.other.key, baseUrl: this.other.url });
    return false;
  }
}

/** A run stays with the service that it began with, or stops. */
export const keysStayHome: Law = ({ key, elsewhere, executions }) => {
  if (!elsewhere) return [];
  const isCarried = ({ headers }: RequestRecord, secret: string) => JSON.stringify(headers).includes(secret);
  const here = executions.flatMap(({ requests }) => requests).filter((one) => isCarried(one, elsewhere.key));
  return [
    ...here.map(({ path }) => `the new key went to the old base URL: ${path}`),
    ...elsewhere.requests.map((request) => {
      const whose = isCarried(request, key) ? 'with the old key' : 'with the new one';
      return `the run went on at the new base URL, ${whose}: ${request.path}`;
    }),
    ...executions
      .filter(({ text }) => text.includes(elsewhere.key))
      .map(() => 'the new key is in what n8n keeps'),
  ];
};
