/** Gets what is behind an address, as the service does with pictures. */

const patienceMs = 15_000;

/** The bytes behind an http(s) address; rejects with what `refusal` makes of the reason when there are none. */
export async function download(
  address: string,
  refusal: (reason: string) => Error,
  signal?: AbortSignal,
): Promise<Buffer> {
  const patience = AbortSignal.timeout(patienceMs);
  try {
    const reply = await fetch(address, {
      headers: { 'user-agent': 'aihubmax-emulator' },
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
    if (!reply.ok) throw new Error(`HTTP ${reply.status}`);
    return Buffer.from(await reply.arrayBuffer());
  } catch (error) {
    throw refusal(`${address} could not be fetched: ${reasonOf(error)}`);
  }
}

/** fetch hides the network's own words in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}
