/** The catalogue serves, the contract judges: cases written by hand from the vendor's pages, never generated. */
import { field, fieldNames, variantNames, type FieldName } from '../../nodes/AiHubMaxVeo/catalogue/queries';
import { normalize } from '../../nodes/AiHubMaxVeo/request/values';
import { hasEnded, readTask } from '../../nodes/AiHubMaxVeo/api/task';
import { asked } from '../support/road.mts';
import type { Form } from '../contract/requestRows.mts';
import { allAccepted, allRefusals, allRejected, allReplies, named } from '../support/contract.mts';

describe.each([
  ['requests', [...allAccepted, ...allRejected]],
  ['replies', [...allReplies, ...allRefusals]],
])('the cases of %s', (_what, cases) => {
  test('say where and when their truth was read', () => {
    const bare = cases.filter(({ source, date }) => !source.trim() || !/^20\d\d-[01]\d-[0-3]\d$/.test(date));
    expect(bare.map(({ name }) => name)).toEqual([]);
  });

  test('have a name each', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });
});

test.each(named(allAccepted))('accepted: %s', (_name, { parameters, body }) => {
  const { issues, body: sent } = asked(parameters);
  expect(issues).toEqual([]);
  expect(JSON.parse(JSON.stringify(sent))).toStrictEqual(body);
});

/** The value of a field that an issue speaks of, spelled as the catalogue spells it. */
function valueOf(name: FieldName, parameters: Form): unknown {
  const row = field(name);
  if (row.kind === 'media') return parameters[row.parameters.url ?? ''];
  return normalize(row, row.place === 'options' ? parameters.options[name] : parameters[name]);
}

/** How an issue may speak of a value. */
function quote(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return value !== null && typeof value === 'object' ? 'an object' : String(value).slice(0, 90);
}

/** Which field an issue is about: the one with the longest label that it begins with. */
const culpritOf = (issue: string): FieldName | undefined =>
  fieldNames
    .filter((name) => issue.startsWith(`${field(name).label} `))
    .sort((one, other) => field(other).label.length - field(one).label.length)[0];

/** What an issue must tell: which field, what it is, and what it may be. */
function tellsAll(issue: string, parameters: Form): boolean {
  const name = culpritOf(issue);
  if (!name) return false;
  const value = valueOf(name, parameters);
  if (String(value ?? '').trim() === '') return / is empty, but .* needs it\./.test(issue);
  const row = field(name);
  if (row.kind === 'choice') {
    return (
      issue.includes(quote(value)) &&
      row.choices.some((choice) => issue.split(/ allows (?:only )?/)[1]?.includes(String(choice)))
    );
  }
  return issue.includes(quote(value)) || /data: URL|takes at most \d+\./.test(issue);
}

const isVariant = (model: unknown): boolean => (variantNames as unknown[]).includes(model);

const formCanAsk = allRejected.flatMap((row) =>
  row.parameters ? [{ ...row, parameters: row.parameters }] : [],
);

test.each(named(formCanAsk.filter(({ parameters }) => isVariant(parameters.model))))(
  'rejected: %s',
  (_name, { parameters }) => {
    const { issues, body } = asked(parameters);
    expect(body).toBeNull();
    expect(issues).not.toEqual([]);
    expect(issues.filter((issue) => !tellsAll(issue, parameters))).toEqual([]);
  },
);

test.each(named(formCanAsk.filter(({ parameters }) => !isVariant(parameters.model))))(
  'left to the service, since the model may be newer than this package: %s',
  (_name, { parameters }) => {
    expect(asked(parameters).body).toMatchObject({ model: parameters.model });
  },
);

test.each(named(allReplies.filter(({ task }) => task)))(
  'reply: %s',
  (_name, { body, task: expected, failure }) => {
    const task = readTask(body);
    if (!task) throw new Error('The reply was not understood as a task');
    const { id, status, progress, videoUrls, createdAtMs, creditsReserved } = task;
    const createdAt = createdAtMs === null ? null : new Date(createdAtMs).toISOString();
    const ended = hasEnded(task);
    expect({ id, status, progress, videoUrls, ended, createdAt, creditsReserved }).toEqual(expected);
    if (failure) expect(task.failure).toMatchObject(failure);
    else expect(task.failure).toBeNull();
  },
);

test.each(named(allReplies.filter(({ task }) => !task)))('reply: %s', (_name, { body }) => {
  expect(readTask(body)).toBeNull();
});
