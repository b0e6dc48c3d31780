import { chain, manualTrigger, node } from '../../dev/n8n/workflow.mts';

test('a chain connects each node to the next and sets them side by side', () => {
  const { nodes, connections } = chain('walk', manualTrigger(), node('A', 'a'), node('B', 'b'));
  expect(connections).toEqual({
    Start: { main: [[{ node: 'A', type: 'main', index: 0 }]] },
    A: { main: [[{ node: 'B', type: 'main', index: 0 }]] },
  });
  expect(nodes.map(({ position }) => position)).toEqual([
    [0, 0],
    [220, 0],
    [440, 0],
  ]);
});

test('a lone trigger has no connections', () => {
  expect(chain('alone', manualTrigger()).connections).toEqual({});
});
