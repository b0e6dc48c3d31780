/** The emulator before the same judge as the client: cases written by hand from the vendor's documents. */
import accepted from '../contract/accepted.json';
import acceptedModes from '../contract/accepted-modes.json';
import errors from '../contract/errors.json';
import rejected from '../contract/rejected.json';
import rejectedModes from '../contract/rejected-modes.json';
import replies from '../contract/replies.json';
import type { Emulator } from '../../dev/emulator/index.mts';
import { create, started, stopAll, waves } from './caller.mts';

let emulator: Emulator;

beforeAll(async () => {
  emulator = await started();
});

afterAll(stopAll);

const taken: { name: string; body: { model: string } }[] = [...accepted, ...acceptedModes];
const refused: { name: string; body: object; status: number; error: object }[] = [
  ...rejected,
  ...rejectedModes,
];

test.each(taken)('accepts: $name', async ({ body }) => {
  const reply = await create(emulator, body);
  expect(reply).toMatchObject({ status: 200, body: { status: 'pending', model: body.model } });
});

test.each(refused)('refuses: $name', async ({ body, status, error }) => {
  const made = emulator.creates();
  const reply = await create(emulator, body);
  expect(reply).toMatchObject({ status, body: { error } });
  expect(emulator.creates()).toBe(made);
});

test('the advanced fields may be null, on every variant', async () => {
  const advanced = { auto_fix: null, safety_tolerance: null, enhance_prompt: null, person_generation: null };
  const body = {
    ...waves,
    ...advanced,
    model: 'veo-3.1-lite-image-to-video',
    negative_prompt: null,
    seed: null,
  };
  expect((await create(emulator, body)).status).toBe(200);
});

test('every case says where it comes from, and since when', () => {
  const cases = [...taken, ...refused, ...replies, ...errors];
  const names = cases.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  cases.forEach((one) =>
    expect(one).toMatchObject({
      source: expect.stringMatching(/\w{4}/),
      date: expect.stringMatching(/^20\d\d-[01]\d-[0-3]\d$/),
    }),
  );
});
