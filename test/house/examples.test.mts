/** What holds of every example without running it; test/real/examples runs them. */
import { NodeHelpers, type INode, type INodeParameters } from 'n8n-workflow';
import { description } from '../support/form.mts';
import { filesIn } from '../support/tree.mts';

interface Example {
  id: string;
  active: boolean;
  nodes: INode[];
}

const examples = filesIn('examples', /\.json$/).map(({ path, text }) => ({
  name: path.replace(/^.*\/|\.json$/g, ''),
  text,
  workflow: JSON.parse(text) as Example,
}));

const nodesOf = ({ nodes }: Example) => nodes.filter(({ type }) => /\.aiHubMaxVeo(Tool)?$/.test(type));

/** The parameters as n8n fills them in for this type of the node. */
function filled(node: INode): INodeParameters {
  const whole = { ...description, name: node.type.replace(/^.*\./, '') };
  const filledIn = NodeHelpers.getNodeParameters(whole.properties, node.parameters, true, false, node, whole);
  return filledIn ?? {};
}

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(10);
});

// n8n 2.40.7: `n8n import:workflow --input=<file>` stores nothing that has no ID.
test.each(examples)('$name can be imported from the command line, and is not active then', (one) => {
  expect(one.workflow).toMatchObject({ id: `aihubmax-${one.name}`, active: false });
  // As long as n8n's column for it allows.
  expect(one.workflow.id.length).toBeLessThanOrEqual(36);
});

test.each(examples)('$name says itself what is created, and whether there is a file', ({ workflow }) => {
  for (const node of nodesOf(workflow)) {
    const { operation = 'createAndWait', mode, ...given } = node.parameters;
    const isRequest = operation !== 'getStatus' && operation !== 'getCredits';
    const size = mode === 'extend' ? [] : ['resolution', 'duration'];
    const named = [
      ...(isRequest ? ['model', ...size] : []),
      ...(operation === 'createAndWait' ? ['downloadVideo'] : []),
    ];
    expect([node.name, named.filter((name) => !(name in given))]).toEqual([node.name, []]);
  }
});

test.each(examples)('$name has only parameters that the form has', ({ workflow, text }) => {
  for (const node of nodesOf(workflow)) {
    const { descriptionType: _type, toolDescription: _text, ...own } = node.parameters;
    expect(filled(node)).toMatchObject(own);
  }
  expect(text).not.toMatch(/keepCredits|syncUpstream|Keep Credits|Sync Upstream/);
});

interface Box {
  name: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

function boxOf({ name, type, position: [left, top], parameters }: INode): Box {
  const isNote = type.endsWith('.stickyNote');
  // A node's tile with its name below.
  const [width, height] = isNote ? [Number(parameters.width), Number(parameters.height)] : [96, 150];
  return { name, left, top, right: left + width, bottom: top + height };
}

const meet = (one: Box, other: Box) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

test.each(examples)('$name has its nodes and notes side by side', ({ workflow: { nodes } }) => {
  const boxes = nodes.map(boxOf);
  const pairs = boxes.flatMap((one, nth) => boxes.slice(nth + 1).map((other) => [one, other] as const));
  expect(
    pairs.filter(([one, other]) => meet(one, other)).map((both) => both.map(({ name }) => name)),
  ).toEqual([]);
});

/** Lines of a note at n8n's size of text, so that none is cut off and none is half empty. */
function heightOf(content: string, width: number): number {
  const linesOf = (text: string) => Math.ceil((text.replace(/[*`]/g, '').length * 7) / (width - 34));
  const heights = content.split('\n').map((line) => {
    if (line.startsWith('#')) return 34;
    return line === '' ? 0 : linesOf(line) * 19 + (line.startsWith('- ') ? 2 : 9);
  });
  return heights.reduce((sum, height) => sum + height, 30);
}

test.each(examples)('the notes of $name are as high as their text', ({ workflow: { nodes } }) => {
  for (const { name, parameters } of nodes.filter(({ type }) => type.endsWith('.stickyNote'))) {
    const { content, width, height } = parameters as { content: string; width: number; height: number };
    const left = height - heightOf(content, width);
    expect([name, left, left > -60 && left < 60]).toEqual([name, left, true]);
  }
});
