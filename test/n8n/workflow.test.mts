import { chain, graph, manualTrigger, node } from '../../dev/n8n/workflow.mts';

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

test('a graph connects by output, also back, and also what is not the main road', () => {
  const nodes = [node('Look', 'a'), node('Wait', 'b'), node('Model', 'c')];
  const links = [
    { from: 'Look', to: 'Wait', output: 1 },
    { from: 'Wait', to: 'Look' },
    { from: 'Model', to: 'Look', type: 'ai_languageModel' },
  ] as const;
  expect(graph('round', nodes, links).connections).toEqual({
    Look: { main: [[], [{ node: 'Wait', type: 'main', index: 0 }]] },
    Wait: { main: [[{ node: 'Look', type: 'main', index: 0 }]] },
    Model: { ai_languageModel: [[{ node: 'Look', type: 'ai_languageModel', index: 0 }]] },
  });
});
