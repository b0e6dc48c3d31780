/** How long the event loop is blocked at a stretch, while something is at work. */

/** The longest that n8n's other users should have to wait. */
export const goalMs = 50;

/** The longest time between two turns of the event loop during `work`, in ms. Turns of nothing take some hundredths. */
export async function longestBlockMs(work: () => unknown): Promise<number> {
  let longest = 0;
  let last = performance.now();
  let isOver = false;
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  await new Promise((resolve) => setImmediate(resolve));
  last = performance.now();
  await work();
  await new Promise((resolve) => setImmediate(resolve));
  isOver = true;
  return longest;
}

/** The least of several: other work of the machine and what is compiled meanwhile is nobody's block. */
export async function leastBlockMs(work: () => unknown, times = 3): Promise<number> {
  const blocks: number[] = [];
  for (let nth = 0; nth < times; nth++) blocks.push(await longestBlockMs(work));
  return Math.min(...blocks);
}
