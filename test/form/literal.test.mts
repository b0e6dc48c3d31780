/** The description that ships: a literal, written by the build into the compiled node. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import ts from 'typescript';
import { withLiteralDescription } from '../../dev/build/literal.js';
import { description } from '../support/form.mts';
import { root } from '../support/tree.mts';

/** As `npm run build` compiles it. */
function compiledNode(): string {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => readFileSync(path, 'utf8'));
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const source = readFileSync(join(root, 'nodes/AiHubMaxVeo/AiHubMaxVeo.node.ts'), 'utf8');
  return ts.transpileModule(source, { compilerOptions: options }).outputText;
}

const compiled = compiledNode();
const written = withLiteralDescription(compiled, description);

/** Runs the code of a module and lists what it requires; every module it gets is `stub`. */
function load(code: string, stub: object = {}): { node: INodeType; required: string[] } {
  const required: string[] = [];
  const exported: { AiHubMaxVeo?: new () => INodeType } = {};
  const requireStub = (path: string) => {
    required.push(path);
    return { __esModule: true, ...stub };
  };
  new Function('exports', 'require', code)(exported, requireStub);
  if (!exported.AiHubMaxVeo) throw new Error('The code exports no node');
  return { node: new exported.AiHubMaxVeo(), required };
}

test('the description that ships is the one the source computes', () => {
  expect(load(written).node.description).toStrictEqual(description);
});

test('n8n loads no other file with the node, of form, catalogue or anything else', () => {
  expect(load(written).required).toEqual([]);
  expect(load(compiled, { NodeConnectionTypes: {} }).required).toContain('./form');
});

test('the files that do the work are loaded once the node is executed', async () => {
  const items = [[{ json: { done: true } }]];
  const { node, required } = load(written, { execute: () => items, operations: {} });
  const context = { continueOnFail: () => false };
  expect(await node.execute?.call(context as IExecuteFunctions)).toBe(items);
  expect(required).toEqual(['./run/execute', './operations']);
  expect(Object.keys(node.methods?.credentialTest ?? {})).toEqual(['testAiHubMaxApi']);
});

test('nothing but the description and the imports is touched', () => {
  const end = (code: string) => code.slice(code.indexOf('    methods = {'));
  expect(end(written)).toBe(end(compiled));
  expect(written.startsWith(compiled.slice(0, compiled.indexOf('const n8n_workflow_1')))).toBe(true);
});

test.each([
  ['undefined', { hint: undefined }],
  ['a function', { properties: [{ displayOptions: () => true }] }],
  ['a number that is none', { version: NaN }],
  ['a date', { version: new Date(0) }],
])('a description that holds %s stops the build', (_what, part) => {
  expect(() => withLiteralDescription(compiled, { ...description, ...part })).toThrow(
    'The description is more than JSON can hold',
  );
});

test.each([
  ['has no description', compiled.replace('    description = {', '    described = {')],
  ['says it twice', compiled + compiled],
  [
    'gets it from elsewhere',
    compiled.replace(/description = \{\n( {8}.*\n)+ {4}\};/, 'description = form_1.all;'),
  ],
  ['was written already', written],
])('a compiled node that %s stops the build', (_what, code) => {
  expect(() => withLiteralDescription(code, description)).toThrow('no single `description = {…};`');
});

test.each([
  [
    'still uses an import',
    compiled.replace('    methods = {', '    version = form_1.version;\n    methods = {'),
  ],
  ['imports a whole namespace', compiled.replace('require("./form")', '__importStar(require("./form"))')],
  ['imports for the effect', compiled.replace('const form_1 = require', 'require')],
])('a compiled node that %s stops the build', (_what, code) => {
  expect(() => withLiteralDescription(code, description)).toThrow('still loads other files');
});
