/** What a refusal means and says, by the hand-written cases of the contract. */
import type { Refused } from '../contract/replyRows.mts';
import { allRefusals, named } from '../support/contract.mts';
import { line, reply, submitted } from '../support/send.mts';

const on = (place: Refused['on']) => named(allRefusals.filter((refused) => refused.on === place));

const outcomeOf = ({ status, headers, body }: Refused) => reply(status, body, headers);

test.each(on('create'))('create: %s', async (_name, refused) => {
  const result = await submitted(line([outcomeOf(refused)]), { retryOnRateLimit: false });
  expect(result).toMatchObject({ failure: refused.expected });
});

test.each(on('status'))('status: %s', async (_name, refused) => {
  const { client, clock } = line([outcomeOf(refused)]);
  expect(await clock.run(client.check('task-1'))).toMatchObject({ failure: refused.expected });
});

test.each(on('upload'))('upload: %s', async (_name, refused) => {
  const { client, clock } = line([outcomeOf(refused)]);
  const file = { fileName: 'a.png', mime: 'image/png', bytes: 1, open: async () => Buffer.from('a') };
  await expect(clock.run(client.upload(file, 0))).rejects.toMatchObject({ failure: refused.expected });
});
