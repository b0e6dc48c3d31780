/** What n8n or the node refuses before a request leaves is told as unsent; all else may have been accepted. */
import { ApplicationError, ExpressionError, NodeApiError } from 'n8n-workflow';
import { node } from '../support/form.mts';
import { create, look, sending } from '../support/sending.mts';
import { fakeService, json } from '../support/service.mts';

/** A credential that a person edits after `reads` readings. */
const edited = (reads: number, before: object, after: object) => {
  let reading = 0;
  return () => (reading++ < reads ? before : after);
};

/** No secret: a key of nobody. */
const keyNamed = (text: string): string => text;

const first = { apiKey: keyNamed('sk-first-11111111'), baseUrl: 'https://one.example.test' };
const second = { apiKey: keyNamed('sk-second-2222222'), baseUrl: 'https://two.example.test/v1' };

test('after an edit of the base URL nothing more is sent, and no key comes out', async () => {
  const service = fakeService({ create: json({}), look: json({}) });
  const { outcomes } = await sending({ service, credential: edited(2, first, second) }, look, look, create);
  expect(service.requests.map(({ url }) => url)).toEqual(['https://one.example.test/v1/tasks/task-1']);
  const unsent = { kind: 'unsent', failure: { category: 'authentication', retryable: false } };
  expect(outcomes).toMatchObject([{ kind: 'reply' }, unsent, unsent]);
  expect(JSON.stringify(outcomes)).not.toMatch(/sk-(first|second)/);
});

test('a key that was renewed is used at the same base URL, and neither comes out', async () => {
  const renewed = { ...second, baseUrl: `${first.baseUrl}/v1/` };
  const service = fakeService({
    look: json({ error: { message: `${first.apiKey} ${second.apiKey}` } }, 401),
  });
  const { outcomes } = await sending({ service, credential: edited(1, first, renewed) }, look);
  expect(outcomes).toMatchObject([
    { kind: 'reply', status: 401, body: { error: { message: '[API key] [API key]' } } },
  ]);
});

test('a credential that cannot be read is no lost connection: nothing was sent', async () => {
  const credential = edited(1, first, first);
  let reading = 0;
  const failing = () => {
    if (reading++ > 0) throw new ApplicationError('The database is locked');
    return credential();
  };
  const service = fakeService({});
  const { outcomes } = await sending({ service, credential: failing }, create);
  expect(outcomes).toMatchObject([
    { kind: 'unsent', failure: { category: 'service', message: 'The database is locked' } },
  ]);
});

/** As n8n's helper wraps what its own code throws before a request leaves. */
const wrapped = (thrown: Error) => new NodeApiError(node, thrown as never);

test.each([
  ['an expression', new ExpressionError('Referenced node is not there')],
  ['a policy', new ApplicationError('The address is blocked')],
  ['a header', Object.assign(new TypeError('Invalid character in header'), { code: 'ERR_INVALID_CHAR' })],
])('what n8n refuses for %s was certainly not sent', async (_what, thrown) => {
  const service = fakeService({
    create: () => {
      throw wrapped(thrown);
    },
  });
  const { outcomes } = await sending({ service }, create);
  expect(outcomes).toMatchObject([
    { kind: 'unsent', failure: { category: 'invalid_request', message: thrown.message } },
  ]);
});

test.each([
  ['of no kind', new Error('socket hang up')],
  ['of the HTTP client', Object.assign(new Error('stream ended'), { isAxiosError: true, level: 'error' })],
  ['of a program', new TypeError('x is not a function')],
])('an error %s may have come after the request', async (_what, thrown) => {
  const service = fakeService({
    create: () => {
      throw wrapped(thrown);
    },
  });
  const { outcomes } = await sending({ service }, create);
  expect(outcomes).toMatchObject([{ kind: 'lost', code: '' }]);
});

/** As Node.js tells that it tried every address of a host. */
const everyAddress = (code: string, syscalls: string[]) =>
  Object.assign(new Error(code), {
    code,
    errors: syscalls.map((syscall) => Object.assign(new Error(code), { code, syscall })),
  });

test.each([
  [['connect', 'connect'], 'connect'],
  [['connect', 'read'], 'read'],
])('a host whose addresses time out in %j was reached as far as %s', async (syscalls, during) => {
  const service = fakeService({
    create: () => {
      throw wrapped(everyAddress('ETIMEDOUT', syscalls));
    },
  });
  const { outcomes } = await sending({ service }, create);
  expect(outcomes).toMatchObject([{ kind: 'lost', code: 'ETIMEDOUT', during }]);
});
