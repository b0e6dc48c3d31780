/** n8n's own Agents, which run a tool without a workflow and without an execution: what they repeat is found in the process. */
import assert from 'node:assert/strict';
import { ManualClock } from '../../../../dev/emulator/index.mts';
import { director } from '../../support/agent/director.mts';
import { forgetful } from '../../support/agent/forgetful.mts';
import type { Mind } from '../../support/agent/model.mts';
import { keepTranscript } from '../../support/agent/transcript.mts';
import { textOf, use, words } from '../../support/agent/protocol.mts';
import { order, type Bench } from '../../support/bench.mts';
import { withService } from '../../support/service.mts';
import { openOwnAgent, type OwnAgent } from './ownAgents.mts';
import { ordersTwice, taskSeconds, told, wish } from './talks.mts';
import { test } from '../test.mts';

const note = /This is the task of the same request that was made before.*change the prompt or set a seed/;

/** Another conversation, as that of somebody who asks once more. */
async function asksAgain(bench: Bench, { model, talk }: OwnAgent): Promise<void> {
  await talk().say(wish(bench));
  const [first] = told(model);
  await talk().say(wish(bench));
  const { emulator } = bench;
  assert.doesNotMatch(first ?? '', note);
  assert.match(told(model).find((text) => text.includes('"resumed":true')) ?? '', note);
  assert.equal(emulator.createAttempts(), 1);
}

/** An answer that nobody has heard: the agent is told each time, and nothing is sent. */
async function losesTheAnswer(bench: Bench, { model, talk }: OwnAgent): Promise<void> {
  bench.emulator.fault({ on: 'create', times: 0, then: { accepted: true, reset: true } });
  for (let times = 0; times < 3; times++) await talk().say(wish(bench));
  const [first, ...others] = told(model);
  assert.match(first ?? '', /unknown whether the request was accepted/);
  for (const text of others) assert.match(text, /An earlier call sent this request/);
  assert.deepEqual([others.length, bench.emulator.createAttempts()], [2, 1]);
}

const makeVideo = 'Make a video';

/** Uses its one tool, and says what that gave. */
const maker: Mind = ({ messages }) => {
  const last = messages.at(-1);
  return last?.role === 'tool' ? words(textOf(last)) : use(makeVideo.replaceAll(' ', '_'), {});
};

interface Scene {
  readonly title: string;
  readonly mind: Mind;
  readonly play: (bench: Bench, agent: OwnAgent) => Promise<void>;
}

const scenes: readonly Scene[] = [
  {
    title: 'the same order twice in one go is one task, paid once',
    mind: forgetful,
    play: async (bench, { talk }) => await ordersTwice(bench, talk()),
  },
  { title: 'the same order in another conversation is one task, paid once', mind: director, play: asksAgain },
  { title: 'an order whose answer is lost is sent once', mind: director, play: losesTheAnswer },
];

test.skip(({ settings }) => settings.N8N_ENABLED_MODULES !== 'agents', 'this release has no Agents');

test(
  "n8n's own Agents: Create and Wait as a tool gives the video, with its file",
  withService({}, async (bench) => {
    const parameters = order(bench, { downloadVideo: true });
    const { model, talk } = await openOwnAgent(bench, maker, { [makeVideo]: parameters });
    const said = await talk()
      .say('A video, please')
      .finally(async () => await model.stop());
    assert.match(said, /"isSuccess":true/);
    assert.match(said, /"mimeType":"video\/mp4"/);
    assert.equal(bench.emulator.createAttempts(), 1);
  }),
);

for (const { title, mind, play } of scenes) {
  const says = `n8n's own Agents: ${title}`;
  test(
    says,
    withService({ clock: new ManualClock(), taskSeconds }, async (bench) => {
      const agent = await openOwnAgent(bench, mind);
      await play(bench, agent).finally(async () => {
        await keepTranscript(says, agent.model.transcript);
        await agent.model.stop();
      });
    }),
  );
}
