import getPort, { portNumbers } from 'get-port';

/**
 * Suites run side by side, and a port is taken some seconds after it was found free: so each of our processes looks in a
 * hundred of its own, below those that the system gives to connections.
 */
const first = 20_000 + (process.pid % 120) * 100;

/** A free port: the wanted one if it can be had. */
export async function freePort(wanted?: number): Promise<number> {
  const own = portNumbers(first, first + 99);
  return await getPort({ port: wanted === undefined ? own : [wanted, ...own] });
}
