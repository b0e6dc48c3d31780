import type { BenchCase } from './bench.mts';
import { batchCases } from './money/batch.mts';
import { crashCases } from './money/crash.mts';
import { retryByHandCases } from './money/retryByHand.mts';
import { retryBatchCases } from './money/retryBatch.mts';
import { retrySameCases } from './money/retrySame.mts';
import { retryOnFailCases } from './money/retryOnFail.mts';
import { stopCases } from './money/stop.mts';
import { testRunCases } from './money/testRuns.mts';
import { agentCases } from './agent/cases.mts';
import { credentialCases } from './credential.mts';
import { freezeCases } from './freezes.mts';
import { keyCases } from './keys.mts';
import { combinedCases } from './media/combined.mts';
import { damagedCases } from './media/damaged.mts';
import { fileCases } from './media/files.mts';
import { loopCases } from './modes/loop.mts';
import { routingCases } from './modes/routing.mts';
import { videoCases } from './modes/videos.mts';
import { packageCases } from './package.mts';
import { secretCases } from './secrets.mts';

/** Cases that n8n is restarted for, with settings of their own. */
export interface Chapter {
  /** Environment variables; none = n8n goes on as it is. */
  readonly env?: NodeJS.ProcessEnv;
  readonly cases: readonly BenchCase[];
}

/** Where n8n keeps files unless it is told otherwise. */
const onDisk = [
  ...packageCases,
  ...credentialCases,
  ...keyCases,
  ...videoCases,
  ...routingCases,
  ...loopCases,
  ...retryOnFailCases,
  ...retryByHandCases,
  ...retrySameCases,
  ...retryBatchCases,
  ...stopCases,
  ...testRunCases,
  ...batchCases,
  ...fileCases('in a folder of its own'),
  ...combinedCases,
  ...damagedCases,
  ...freezeCases,
  ...agentCases,
  ...crashCases,
];

/** The secrets come last: they look at everything that the others left behind. */
export const chapters: readonly Chapter[] = [
  { cases: onDisk },
  { env: { N8N_DEFAULT_BINARY_DATA_MODE: 'database' }, cases: fileCases('in its database') },
  { env: { N8N_DEFAULT_BINARY_DATA_MODE: 'default' }, cases: fileCases('in memory') },
  { cases: secretCases },
];
