/** A workflow that another service's API gave its shape, moved to this node as the table of docs/migration.md says. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IDataObject, INode, INodeParameters, INodeTypeDescription } from 'n8n-workflow';
import { graph, node, projectFolder, videoNodeType, type Link } from '../../../dev/n8n/index.mts';
import type { Example } from './example.mts';

/** In the order of the table's columns. */
export const services = ['fal', 'kie', 'kling'] as const;
export type Service = (typeof services)[number];

/** A row of the table, for one service: what its column says, and what this node's says. */
interface Row {
  readonly theirs: string;
  readonly ours: string;
}

const readProject = async (path: string) => await readFile(join(projectFolder, path), 'utf8');

export async function rowsFor(service: Service): Promise<Map<string, Row>> {
  const [, table = ''] = (await readProject('docs/migration.md')).split('## From other services');
  const lines = table.split('\n').filter((line) => line.startsWith('| '));
  const rows = lines.slice(2).map((line) => line.split('|').map((cell) => cell.trim()));
  const column = services.indexOf(service) + 2;
  return new Map(
    rows.map(([, what = '', ...cells]) => [what, { theirs: cells[column - 2] ?? '', ours: cells[3] ?? '' }]),
  );
}

export const textBefore = async (service: Service): Promise<string> =>
  await readProject(`test/real/examples/migration/${service}.json`);

/** The code in a cell: names of fields and paths to them. */
export const codesIn = (cell: string): string[] =>
  [...cell.matchAll(/`([\w.[\]]+)`?/g)].map(([, code = '']) => code);

const firstCode = (rows: Map<string, Row>, what: string, side: keyof Row): string => {
  const [code] = codesIn(rows.get(what)?.[side] ?? '');
  assert.ok(code, `the table has no code for "${what}"`);
  return code;
};

const at = (value: unknown, path: string): unknown =>
  path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>((part, name) => (part as IDataObject | undefined)?.[name], value);

/** What was in the body of their create, in the fields of this node's form. */
function parametersOf(
  body: IDataObject,
  rows: Map<string, Row>,
  form: INodeTypeDescription,
): INodeParameters {
  const parameters: INodeParameters = {};
  for (const { theirs, ours } of rows.values()) {
    const label = /^\*\*([^*→]+)\*\*/.exec(ours)?.[1];
    const name = form.properties.find(({ displayName }) => displayName === label)?.name;
    const given = codesIn(theirs)
      .map((path) => at(body, path))
      .find((value) => value !== undefined);
    if (name && name !== 'mode' && given !== undefined) parameters[name] = given as string;
  }
  return parameters;
}

/** n8n's IF on one of this node's booleans. */
const ifTrue = (name: string, field: string): INode => {
  const operator = { type: 'boolean', operation: 'true', singleValue: true };
  const conditions = [{ id: '1', leftValue: `={{ $json.${field} }}`, rightValue: '', operator }];
  const options = { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 3 };
  const parameters = { conditions: { options, conditions, combinator: 'and' }, options: {} };
  return node(name, 'n8n-nodes-base.if', parameters as unknown as INodeParameters, { typeVersion: 2.3 });
};

export interface Before {
  readonly rows: Map<string, Row>;
  readonly nodes: Record<string, INode>;
  readonly parameters: INodeParameters;
}

export async function readBefore(service: Service, form: INodeTypeDescription): Promise<Before> {
  const { nodes }: Example = JSON.parse(await textBefore(service));
  const rows = await rowsFor(service);
  const named = Object.fromEntries(nodes.map((each) => [each.name, each]));
  const body = JSON.parse(String(named.Create?.parameters.jsonBody)) as IDataObject;
  return { rows, nodes: named, parameters: parametersOf(body, rows, form) };
}

const veo = (name: string, parameters: INodeParameters) => node(name, videoNodeType, parameters);

function take({ nodes }: Before, name: string): INode {
  const found = nodes[name];
  assert.ok(found, `there is no node "${name}"`);
  return found;
}

/** Where the workflow ends, reading this node's items instead of theirs. */
function endsOf(before: Before): INode[] {
  const moved = (name: string, what: string) => {
    const end = take(before, name);
    const from = firstCode(before.rows, what, 'theirs');
    const text = JSON.stringify(end).replaceAll(
      `$json.${from}`,
      `$json.${firstCode(before.rows, what, 'ours')}`,
    );
    return JSON.parse(text) as INode;
  };
  return [moved('Use the video', 'result'), moved('Tell the reason', 'reason of a failure')];
}

const ifs = ({ rows }: Before): [INode, INode] => [
  ifTrue('Finished?', firstCode(rows, 'IF: finished?', 'ours')),
  ifTrue('Worked?', firstCode(rows, 'IF: did it work?', 'ours')),
];

const start = node('Start', 'n8n-nodes-base.manualTrigger');
const outcome: Link[] = [
  { from: 'Worked?', to: 'Use the video' },
  { from: 'Worked?', to: 'Tell the reason', output: 1 },
];
const toExample = (name: string, nodes: INode[], links: Link[]): Example => ({
  ...graph(name, nodes, links),
  pinData: {},
});

/** The first way of the page. */
export function oneNode(before: Before): Example {
  const parameters = { ...before.parameters, waitOptions: { onTaskFailure: 'returnTask' } };
  const [, worked] = ifs(before);
  const nodes = [start, veo('Create', parameters), worked, ...endsOf(before)];
  return toExample('One node', nodes, [
    { from: 'Start', to: 'Create' },
    { from: 'Create', to: 'Worked?' },
    ...outcome,
  ]);
}

/** The second way. */
export function ownLoop(before: Before): Example {
  const taskId = `={{ $('Create').item.json.${firstCode(before.rows, 'ID of the job', 'ours')} }}`;
  const create = veo('Create', { operation: 'create', ...before.parameters });
  const status = veo('Status', { operation: 'getStatus', taskId });
  const nodes = [start, create, take(before, 'Wait'), status, ...ifs(before), ...endsOf(before)];
  return toExample('Own loop', nodes, [
    { from: 'Start', to: 'Create' },
    { from: 'Create', to: 'Wait' },
    { from: 'Wait', to: 'Status' },
    { from: 'Status', to: 'Finished?' },
    { from: 'Finished?', to: 'Worked?' },
    { from: 'Finished?', to: 'Wait', output: 1 },
    ...outcome,
  ]);
}

/** What the page warns of: their IFs as they were. Once around, so that it ends. */
export function keptIfs(before: Before): Example {
  const nodes = ['Finished?', 'Worked?', 'Wait'].map((name) => take(before, name));
  return toExample(
    'Kept IFs',
    [start, veo('Create', before.parameters), ...nodes, ...endsOf(before)],
    [
      { from: 'Start', to: 'Create' },
      { from: 'Create', to: 'Finished?' },
      { from: 'Finished?', to: 'Worked?' },
      { from: 'Finished?', to: 'Wait', output: 1 },
      ...outcome,
    ],
  );
}
