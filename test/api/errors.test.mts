/** What a refusal means and says, by the hand-written cases of the contract. */
import { contract, named } from '../support/contract.mts';
import type { Refused } from '../support/contract.mts';
import { line, reply, submitted } from '../support/send.mts';

const cases = contract<Refused>('errors');

const on = (place: string) => named(cases.filter((refused) => refused.on === place));

const outcomeOf = ({ status, headers, body }: Refused) => reply(status, body, headers);

test.each(on('create'))('create: %s', async (_name, refused) => {
  const result = await submitted(line([outcomeOf(refused)]), { retryOnRateLimit: false });
  expect(result).toMatchObject({ failure: refused.expected });
});

test.each(on('status'))('status: %s', async (_name, refused) => {
  const { client, clock } = line([outcomeOf(refused)]);
  expect(await clock.run(client.check('task-1'))).toMatchObject({ failure: refused.expected });
});
