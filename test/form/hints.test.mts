/** What the output panel says before and during a run, judged as n8n's editor does it. */
import type { INodeParameters } from 'n8n-workflow';
import { description, evaluated } from '../support/form.mts';

/** n8n 2.40, getNodeHints: a condition that gives no boolean, or fails, hides its hint. */
async function hintsFor(parameters: INodeParameters): Promise<string[]> {
  const { hints = [] } = description;
  const isShown = await evaluated(
    parameters,
    hints.map(({ displayCondition = '' }) => displayCondition),
  );
  return hints.filter((_hint, nth) => isShown[nth] === true).map(({ message }) => message);
}

const reused =
  /^For 24 hours Execute step uses an unchanged video again, free, also after Stop or a restart of n8n\. A change to the prompt, image or video settings creates, and charges/;
const each = (value: boolean | string): INodeParameters => ({ options: { reuseWhileTesting: value } });
const pin = /Execute step.*charged for each input item.*Pin the output/;
const noPin = /Execute step.*charged for each input item.*n8n cannot pin files: execute only the nodes after/;

test.each<[INodeParameters, RegExp[]]>([
  [{ operation: 'create' }, [reused]],
  [{ operation: 'createAndWait' }, [reused]],
  [{ operation: 'createAndWait', downloadVideo: true }, [reused]],
  [{ operation: 'createAndWait', ...each(true) }, [reused]],
  [{ operation: 'create', ...each(false) }, [pin]],
  [{ operation: 'createAndWait', ...each(false) }, [noPin]],
  // An expression may give either.
  [{ operation: 'create', ...each('={{ $json.reuse }}') }, [pin]],
  [{ operation: 'createAndWait', downloadVideo: false, ...each(false) }, [pin]],
  [{ operation: 'createAndWait', downloadVideo: true, ...each(false) }, [noPin]],
  [{ operation: 'createAndWait', downloadVideo: '={{ $json.keep }}', ...each(false) }, [noPin]],
  // Left over from Create and Wait: Create has no file.
  [{ operation: 'create', downloadVideo: true, ...each(false) }, [pin]],
  [{ operation: 'check' }, []],
  [{ operation: 'getStatus' }, []],
  [{ operation: 'getStatus', downloadVideo: true }, []],
  [{ operation: 'getStatus', waitForCompletion: true }, [/^A video usually takes/]],
  [{ operation: 'getCredits' }, []],
])('for %j the panel says what applies, and not more', async (parameters, expected) => {
  const said = await hintsFor(parameters);
  expect(said).toHaveLength(expected.length);
  expected.forEach((words, nth) => expect(said[nth]).toMatch(words));
});

test('what cannot be pinned is not advised to be pinned', async () => {
  const [said] = await hintsFor({ operation: 'createAndWait', downloadVideo: true, ...each(false) });
  expect(said).not.toMatch(/Pin the output/);
});

test('whoever waits reads how long it usually takes', async () => {
  for (const downloadVideo of [false, true]) {
    for (const reuse of [false, true]) {
      const [said] = await hintsFor({ operation: 'createAndWait', downloadVideo, ...each(reuse) });
      expect(said).toMatch(/A video usually takes one to three minutes\.$/);
    }
  }
});

// n8n shows these until there is an output, which may be a pinned one, and while the node is at work.
test('no hint stays beside an output, pinned or not', () => {
  const times = description.hints?.map(({ whenToDisplay }) => whenToDisplay);
  expect(new Set(times)).toEqual(new Set(['beforeExecution']));
});
