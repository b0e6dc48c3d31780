/** Rule 6 of docs/interface.md, that a key is one task, each of its sides broken once. */
import type { Mutation } from './mutation.mts';

export const keyMutations: readonly Mutation[] = [
  {
    rule: 'Billing 6: an order with a key is refused where its key cannot be looked up',
    files: 'submit/*.ts',
    from: 'if (keys.reason) throw keyUnavailable(order.key, keys.reason);',
    to: '',
    tests: 'test/submit/orderKey',
  },
  {
    rule: 'Billing 6: and where it cannot be written down',
    files: 'submit/*.ts',
    from: 'void this.refused(place);\n      throw keyUnavailable(key, this.asker.reason);',
    to: '',
    tests: 'test/submit/keptLate',
  },
  {
    rule: 'Billing 6: another request under the same key is refused',
    files: 'submit/*.ts',
    from: 'if (!isSame) throw keyUsed(order.key, atMs);',
    to: '',
    tests: 'test/submit/orderKey',
  },
  {
    rule: 'Billing 6: orders without a key push none with one out',
    files: 'submit/*.ts',
    from: ' || (await this.#hasKeys())',
    to: '',
    tests: 'test/submit/keySlots',
  },
  {
    rule: 'Billing 6: of executions that begin at once one creates',
    files: 'submit/*.ts',
    from: 'if (isDecided && known[0] === own) won = own;',
    to: 'if (isDecided) won = own;',
    tests: 'test/submit/keyWorkers',
  },
  {
    rule: 'Billing 6: who wins its claim gives way to what was written meanwhile',
    files: 'submit/*.ts',
    from: 'if (known.includes(written)) {',
    to: 'if (known.length < 0) {',
    tests: 'test/submit/keyWorkers',
  },
  {
    rule: 'Billing 6: a claim goes with a create that was refused',
    files: 'submit/*.ts',
    from: '[...slot.entries, ...own, sentOf(place), written, claim]',
    to: '[...slot.entries, ...own, sentOf(place), written]',
    tests: 'test/submit/keyMeanwhile',
  },
  {
    rule: 'Billing 6: a claim that a crash has left ends',
    files: 'submit/*.ts',
    from: 'const windowMs = 20_000;',
    to: 'const windowMs = 24 * 60 * 60_000;',
    tests: 'test/submit/keyWorkers',
  },
  {
    rule: 'Billing 6: a create that another worker has under way is waited for',
    files: 'submit/*.ts',
    from: 'if (Math.min(untilMs, answerMs) <= clock.now()) return last;',
    to: 'return last;',
    tests: 'test/submit/keyWorkers',
  },
  {
    rule: 'Billing 6: and by a clock that is ahead no longer than that',
    files: 'submit/*.ts',
    from: 'if (Math.min(untilMs, answerMs) <= clock.now()) return last;',
    to: 'if (answerMs <= clock.now()) return last;',
    tests: 'test/submit/keyWorkers',
  },
  {
    rule: 'Billing 6: an order is written down with one moment, also at midnight',
    files: 'submit/*.ts',
    from: '...entriesOfTime(place, nowMs)',
    to: '...entriesOfTime(place, clock.now())',
    tests: 'test/submit/orderKey.test',
  },
  {
    rule: 'Billing 6: workers on both sides of midnight claim the same',
    files: 'submit/*.ts',
    from: 'follows: isHeld ? last.place : print.text',
    to: 'follows: place',
    tests: 'test/submit/keyWorkers',
  },
];
