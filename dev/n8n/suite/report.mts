import type { Say } from '../progress.mts';

/** One promise the suite checks, as a sentence. */
export interface Case<Bench> {
  readonly says: string;
  readonly check: (bench: Bench) => Promise<void>;
}

/** Runs cases one after the other: they share one n8n. Its last line is `N passed, M failed`. */
export async function runCases<Bench>(
  cases: readonly Case<Bench>[],
  bench: Bench,
  say: Say,
): Promise<number> {
  let failed = 0;
  for (const { says, check } of cases) {
    const began = performance.now();
    const error = await check(bench).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    say(`${error === undefined ? 'ok    ' : 'FAILED'} ${says} (${seconds} s)`);
    if (error !== undefined) {
      failed++;
      say(indented(error));
    }
  }
  say(`${cases.length - failed} passed, ${failed} failed`);
  return failed;
}

function indented(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.replace(/^/gm, '       ');
}
