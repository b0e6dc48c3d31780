/** From a hundred to a million videos a day: what they need of n8n, of its database and of AIHubMax. */
import { stringify } from 'flatted';
import { flowers } from '../../../test/support/flowers.mts';
import { runFlow } from '../../../test/support/engine.mts';
import { builtNode } from '../loop/timedRun.mts';
import { startEmulator } from '../../emulator/index.mts';
import { table } from '../table.mts';
import { assumed, checksPerTask, scaleOf } from './model.mts';

/** Of one execution with one Create and Wait, as n8n writes it into its database. */
async function kilobytesPerExecution(): Promise<number> {
  const emulator = await startEmulator({ render: false, taskSeconds: 1 });
  try {
    const parameters = { ...flowers, operation: 'createAndWait', imageUrl: emulator.samplePhotoUrl };
    const credentials = { apiKey: emulator.key, baseUrl: emulator.url };
    const { run } = await runFlow({ credentials, parameters, items: [{ json: {} }], nodeType: builtNode() });
    return Buffer.byteLength(stringify(run.data)) / 1024;
  } finally {
    await emulator.stop();
  }
}

export async function benchScale(say: (line: string) => void): Promise<void> {
  const checks = checksPerTask();
  const kilobytes = await kilobytesPerExecution();
  const { fromSeconds, toSeconds, peak, megabytesPerVideo, workerConcurrency } = assumed;
  say(`\n## Scale: tasks of ${fromSeconds} to ${toSeconds} s, the busiest hour ${peak} times the average\n`);
  say(
    `Measured: ${checks.toFixed(1)} checks per task, ${kilobytes.toFixed(1)} kB per execution in the database.`,
  );
  say(`Assumed: ${megabytesPerVideo} MB per video, workers of concurrency ${workerConcurrency}.\n`);
  const head = [
    'Videos a day',
    'Creates/s',
    'Checks/s',
    'Open at once',
    'Workers, if waits hold slots',
    'Database MB a day',
    'Storage for 24 h, GB',
  ];
  const rows = [100, 1_000, 10_000, 100_000, 1_000_000].map((perDay) => {
    const scale = scaleOf(perDay, { checks, kilobytes });
    const { createsPerSecond, checksPerSecond, databaseMegabytes, storageGigabytes } = scale;
    return [
      String(perDay),
      createsPerSecond,
      checksPerSecond,
      String(scale.open),
      String(scale.workers),
      databaseMegabytes,
      storageGigabytes,
    ];
  });
  say(table(head, rows));
}
