/** What can be said of a file without running it. */
import assert from 'node:assert/strict';
import type { INodeTypeDescription } from 'n8n-workflow';
import { exampleFiles, readExample, readText, workers } from './example.mts';
import { overlaps } from './layout.mts';
import { complaints, descriptionOf, droppedParameters } from './parameters.mts';
import { isPaid } from './veo.mts';
import { strangersIn } from './wires.mts';
import { test } from './test.mts';

/** The only things a user has to choose before n8n is content; credentials aside. */
const isForTheUser = (complaint: string) => /\.(documentId|workflowId): /.test(complaint);

/** Keys of the services in these workflows, and n8n's reference to a stored credential. */
const secrets = /\bsk-[\w-]{8,}|\bAIza[\w-]{20,}|\b\d{8,10}:[\w-]{30,}|"credentials"|"apiKey"|Bearer /;

const checks: Readonly<
  Record<string, (file: string, types: readonly INodeTypeDescription[]) => Promise<void>>
> = {
  'has only nodes that n8n has, and only parameters that they have': async (file, types) => {
    const nodes = (await readExample(file)).nodes;
    assert.deepEqual(
      nodes.flatMap((node) => droppedParameters(node, descriptionOf(node, types))),
      [],
    );
  },
  'asks for nothing but credentials and a document': async (file, types) => {
    const nodes = workers(await readExample(file));
    const all = nodes.flatMap((node) => complaints(node, descriptionOf(node, types)));
    assert.deepEqual(
      all.filter((complaint) => !isForTheUser(complaint)),
      [],
    );
  },
  'holds no credential and no key': async (file) => assert.doesNotMatch(await readText(file), secrets),
  'never repeats a create by itself': async (file) => {
    const repeating = workers(await readExample(file)).filter((node) => isPaid(node) && node.retryOnFail);
    assert.deepEqual(
      repeating.map(({ name }) => name),
      [],
    );
  },
  'is wired to nodes that exist, and leaves none alone': async (file) =>
    assert.deepEqual(strangersIn(await readExample(file)), []),
  'has its nodes and notes side by side': async (file) =>
    assert.deepEqual(overlaps(await readExample(file)), []),
};

for (const file of await exampleFiles())
  for (const [says, check] of Object.entries(checks))
    test(`${file} ${says}`, ({ nodeTypes }) => check(file, nodeTypes));
