/** Both generations of n8n's agent: the newer one runs its tools as nodes, the older one inside itself. */
import { ManualClock } from '../../../../dev/emulator/index.mts';
import { forgetful } from '../../support/agent/forgetful.mts';
import { keepTranscript } from '../../support/agent/transcript.mts';
import type { Bench } from '../../support/bench.mts';
import { withService } from '../../support/service.mts';
import { openChat, type AgentOptions, type Chat } from './chat.mts';
import { isRefused, losesTheAnswer, ordersTwice, talks, taskSeconds } from './talks.mts';
import { test } from '../test.mts';

interface Scene extends AgentOptions {
  readonly title: string;
  readonly play: (bench: Bench, chat: Chat) => Promise<void>;
}

const scenes = (agent: number): Scene[] => [
  {
    agent,
    title: 'starts a video, says that it is being made and later that it is there, paid once',
    play: talks,
  },
  { agent, title: 'is told why a video was refused, and what to do', play: isRefused },
  {
    agent,
    title: 'Retry On Fail on its tool sends an order whose answer is lost once',
    settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 },
    play: losesTheAnswer,
  },
  {
    agent,
    title: 'the same order twice in one go is one task, paid once',
    mind: forgetful,
    play: ordersTwice,
  },
];

for (const { title, play, ...options } of [2.2, 3.1].flatMap(scenes)) {
  const says = `AI Agent ${options.agent}: ${title}`;
  test(
    says,
    withService({ clock: new ManualClock(), taskSeconds }, async (bench) => {
      const chat = await openChat(bench, options);
      await play(bench, chat).finally(async () => {
        await keepTranscript(says, chat.model.transcript);
        await chat.model.stop();
      });
    }),
  );
}
