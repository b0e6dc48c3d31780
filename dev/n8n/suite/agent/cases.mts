import { ManualClock } from '../../../emulator/index.mts';
import { forgetful } from '../../agent/forgetful.mts';
import { keepTranscript } from '../../agent/transcript.mts';
import type { Bench, BenchCase } from '../bench.mts';
import { withService } from '../service.mts';
import { openChat, type AgentOptions, type Chat } from './chat.mts';
import { isRefused, losesTheAnswer, ordersTwice, talks, taskSeconds } from './talks.mts';

interface Scene extends AgentOptions {
  readonly title: string;
  readonly play: (bench: Bench, chat: Chat) => Promise<void>;
}

function caseOf({ title, play, ...options }: Scene): BenchCase {
  const says = `AI Agent ${options.agent}: ${title}`;
  const check = withService({ clock: new ManualClock(), taskSeconds }, async (bench) => {
    const chat = await openChat(bench, options);
    await play(bench, chat).finally(async () => {
      await keepTranscript(says, chat.model.transcript);
      await chat.model.stop();
    });
  });
  return { says, check };
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

/** Both generations of n8n's agent: the newer one runs its tools as nodes, the older one inside itself. */
export const agentCases: readonly BenchCase[] = [2.2, 3.1].flatMap(scenes).map(caseOf);
