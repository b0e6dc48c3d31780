/** The receipt of orders with a key. */
import { execute, flowers } from '../support/context.mts';
import { Database } from '../support/database.mts';
import { accepted } from '../support/replies.mts';
import { fakeService, json, type Script } from '../support/service.mts';

const lostFirst: Script = (_request, nth) => (nth === 0 ? { code: 'ECONNRESET' } : json(accepted()));

test.each<[string, Script, string[], number]>([
  ['that was used gives its task, free', json(accepted()), ['yes', 'no', 'no'], 1],
  ['of unknown outcome asks, free, and then creates', lostFirst, ['unknown', 'no', 'yes'], 2],
])('an Order Key %s', async (_what, create, charged, creates) => {
  const service = fakeService({ create, look: json(accepted()) });
  const parameters = { ...flowers, options: { orderKey: 'A-1' } };
  const scene = { service, parameters, database: new Database(), continueOnFail: true };
  const said = [];
  for (const executionId of ['1', '2', '3'])
    said.push((await execute({ ...scene, executionId }))[0]?.json.charged);
  expect([said, service.creates().length]).toEqual([charged, creates]);
});
