import assert from 'node:assert/strict';
import { tools } from '../../support/agent/director.mts';
import type { ChatModel } from '../../support/agent/model.mts';
import { textOf } from '../../support/agent/protocol.mts';
import type { Bench } from '../../support/bench.mts';
import type { Chat } from './chat.mts';

export const taskSeconds = 100;

export const wish = ({ emulator }: Bench): string => `Make a video of ${emulator.samplePhotoUrl}, please`;

/** What the tools told the model, oldest first. */
export const told = ({ transcript }: ChatModel): string[] =>
  transcript.flatMap(({ request }) => {
    const last = request.messages.at(-1);
    return last?.role === 'tool' ? [textOf(last)] : [];
  });

const used = ({ transcript }: ChatModel): string[] =>
  transcript.flatMap(({ reply }) => (reply.tool_calls ?? []).map((call) => call.function.name));

/** What the model is offered: a tool that costs must not be described as one that looks. */
function assertToldApart({ transcript }: ChatModel): void {
  const offers = (transcript[0]?.request.tools ?? []).map((offer) => offer.function);
  const about = (name: string) => offers.find((offer) => offer.name === name)?.description ?? '';
  assert.match(about(tools.start), /^Create paid video/);
  assert.match(about(tools.check), /^Get video status for free/);
}

/** Two turns about one video. */
export async function talks(bench: Bench, { model, say }: Chat): Promise<void> {
  const { emulator } = bench;
  const first = await say(wish(bench));
  const [task] = emulator.tasks();
  assertToldApart(model);
  assert.match(first, new RegExp(`Task ${task?.id} is still being made\\. Ask me again in \\d+ seconds`));
  assert.match(told(model)[1] ?? '', /"isDone":false/);
  emulator.advance(taskSeconds * 1000);
  assert.match(await say('Is it there now?'), new RegExp(`Your video is ready: ${emulator.resultsUrl}`));
  assert.deepEqual(used(model), [tools.start, tools.check, tools.check]);
  assert.equal(emulator.createAttempts(), 1);
}

/** An order that the service refuses. */
export async function isRefused(bench: Bench, { say }: Chat): Promise<void> {
  const error = { code: 'content_policy_violation', message: 'Lakes are not allowed' };
  bench.emulator.fault({ on: 'create', then: { status: 400, error } });
  const answer = await say(wish(bench));
  assert.match(answer, /It could not be started: .*Lakes are not allowed.*content_policy: /s);
  assert.equal(bench.emulator.createAttempts(), 1);
}

/** An order that the service takes without being able to say so. What the agent makes of a thrown error differs by n8n. */
export async function losesTheAnswer(bench: Bench, { say }: Chat): Promise<void> {
  bench.emulator.fault({ on: 'create', times: 0, then: { accepted: true, reset: true } });
  await say(wish(bench));
  assert.equal(bench.emulator.createAttempts(), 1);
}

/** An order that is given twice within one execution. */
export async function ordersTwice(bench: Bench, { model, say }: Chat): Promise<void> {
  await say(wish(bench));
  assert.deepEqual(used(model), [tools.start, tools.start, tools.check]);
  const [first, second] = told(model);
  assert.match(first ?? '', /"resumed":false/);
  assert.match(second ?? '', /"resumed":true/);
  assert.equal(bench.emulator.createAttempts(), 1);
}
