import { valueOf } from '../request/checked';
import { readAddsRaw } from '../request/settings';
import type { Operation } from './operation';

/** Reads the balance that is left on the key. Free. */
export const getCredits: Operation = async ({ client }, { read }) => {
  const raw = valueOf(readAddsRaw(read));
  return {
    concurrency: 1,
    async work() {
      const { balance, replies } = await client.balance();
      return { json: { ...balance, ...(raw && { raw: replies }) } };
    },
  };
};
