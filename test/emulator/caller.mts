/** Starts emulators for tests and talks to them as a client would. */
import {
  ManualClock,
  startEmulator,
  type Emulator,
  type EmulatorOptions,
} from '../../dev/emulator/index.mts';

const running: Emulator[] = [];

/** On a clock that stands still, without rendering, tasks of 100 seconds. */
export async function started(options: EmulatorOptions = {}): Promise<Emulator> {
  const usual = { render: false, clock: new ManualClock(), taskSeconds: 100 };
  const emulator = await startEmulator({ ...usual, ...options });
  running.push(emulator);
  return emulator;
}

export async function stopAll(): Promise<void> {
  await Promise.all(running.splice(0).map((emulator) => emulator.stop()));
}

export const waves = {
  model: 'veo-3.1-image-to-video',
  prompt: 'Waves roll in',
  image_url: 'https://example.com/photo.jpg',
};

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body, `{}` when it is no JSON object. */
  body: Record<string, unknown> & { error?: { message?: string; type?: string; code?: string } };
}

const parsed = (text: string): Answer['body'] => {
  try {
    return JSON.parse(text) as Answer['body'];
  } catch {
    return {};
  }
};

export async function call(url: string, init: RequestInit = {}): Promise<Answer> {
  const reply = await fetch(url, { redirect: 'manual', ...init });
  const text = await reply.text();
  return { status: reply.status, headers: reply.headers, text, body: parsed(text) };
}

export const get = ({ url, key }: Emulator, path: string): Promise<Answer> =>
  call(url + path, { headers: { authorization: `Bearer ${key}` } });

export const create = ({ url, key }: Pick<Emulator, 'url' | 'key'>, body: unknown = waves): Promise<Answer> =>
  call(`${url}/v1/videos/generations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

export const look = (emulator: Emulator, id: unknown): Promise<Answer> =>
  get(emulator, `/v1/tasks/${String(id)}`);
