/** The catalogue serves, the contract judges: cases written by hand from the vendor's pages, never generated. */
import { field, fieldNames } from '../../nodes/AiHubMaxVeo/catalogue/queries';
import type { FieldName } from '../../nodes/AiHubMaxVeo/catalogue/queries';
import { buildBody } from '../../nodes/AiHubMaxVeo/request/build';
import { readDraft } from '../../nodes/AiHubMaxVeo/request/read';
import { spell } from '../../nodes/AiHubMaxVeo/request/spelling';
import { validate } from '../../nodes/AiHubMaxVeo/request/validate';
import { hasEnded, readTask } from '../../nodes/AiHubMaxVeo/task/task';
import { contract, named } from '../support/contract.mts';
import type { Accepted, Case, Parameters, Rejected, RepliedTask } from '../support/contract.mts';

describe.each(['accepted', 'rejected', 'replies', 'errors'])('the cases of %s.json', (file) => {
  const cases = contract<Case>(file);

  test('say where and when their truth was read', () => {
    const bare = cases.filter(
      ({ source, date }) => !source?.trim() || !/^20\d\d-[01]\d-[0-3]\d$/.test(date ?? ''),
    );
    expect(bare.map(({ name }) => name)).toEqual([]);
  });

  test('have a name each', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });
});

const verdictOn = (parameters: Parameters) => validate(readDraft((name) => parameters[name]));

test.each(named(contract<Accepted>('accepted')))('accepted: %s', (_name, { parameters, body }) => {
  const verdict = verdictOn(parameters);
  expect(verdict).not.toHaveProperty('issues');
  const sent = 'request' in verdict ? buildBody(verdict.request) : {};
  expect(JSON.parse(JSON.stringify(sent))).toStrictEqual(body);
});

const valueOf = (name: FieldName, parameters: Parameters): unknown => {
  const row = field(name);
  if (row.place === 'options') return parameters.options[name];
  return parameters[row.kind === 'image' ? row.parameters.url : name];
};

/** How an issue may speak of a value. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return value !== null && typeof value === 'object' ? 'an object' : String(value);
}

/** What an issue must tell: which field, what it is, and what it may be. */
function tellsAll(issue: string, parameters: Parameters): boolean {
  if (issue.startsWith('Model '))
    return issue.includes(shown(parameters.model)) && issue.includes('veo-3.1-image-to-video');
  const name = fieldNames.find((candidate) => issue.startsWith(`${field(candidate).label} `));
  if (!name) return false;
  const value = valueOf(name, parameters);
  const named =
    String(value ?? '').trim() === ''
      ? / is empty, but .* needs it\./.test(issue)
      : issue.includes(shown(spell(field(name), value)));
  const row = field(name);
  return (
    named &&
    (row.kind !== 'choice' ||
      row.choices.some((choice) => issue.split('allows: ')[1]?.includes(String(choice))))
  );
}

const refusedByUs = contract<Rejected>('rejected').flatMap((row) =>
  row.parameters ? [{ ...row, parameters: row.parameters }] : [],
);

test.each(named(refusedByUs))('rejected: %s', (_name, { parameters }) => {
  const verdict = verdictOn(parameters);
  expect(verdict).not.toHaveProperty('request');
  const issues = 'issues' in verdict ? verdict.issues : [];
  expect(issues).not.toEqual([]);
  expect(issues.filter((issue) => !tellsAll(issue, parameters))).toEqual([]);
});

const replies = contract<RepliedTask>('replies');

test.each(named(replies.filter(({ task }) => task)))(
  'reply: %s',
  (_name, { body, task: expected, failure }) => {
    const task = readTask(body);
    if (!task) throw new Error('The reply was not understood as a task');
    const { id, status, progress, videoUrls, createdAtMs, creditsReserved, estimatedSeconds } = task;
    const createdAt = createdAtMs === null ? null : new Date(createdAtMs).toISOString();
    const ended = hasEnded(task);
    expect({ id, status, progress, videoUrls, ended, createdAt, creditsReserved, estimatedSeconds }).toEqual(
      expected,
    );
    if (failure) expect(task.failure).toMatchObject(failure);
    else expect(task.failure).toBeNull();
  },
);

test.each(named(replies.filter(({ task }) => !task)))('reply: %s', (_name, { body }) => {
  expect(readTask(body)).toBeNull();
});
