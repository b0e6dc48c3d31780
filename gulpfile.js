const assert = require('node:assert');
const { spawn } = require('node:child_process');
const { readFile, rm, writeFile } = require('node:fs/promises');
const { withLiteralDescription } = require('./dev/build/literal.js');
const { withModelTable } = require('./dev/docs/modelTable.js');
const { dest, parallel, series, src } = require('gulp');

const run = (script, args) => {
  const child = spawn(process.execPath, [script, ...args], { stdio: 'inherit', cwd: __dirname });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${script} ended with ${code}`))));
  });
};

const clean = () => rm('dist', { recursive: true, force: true });

const compile = () => run(require.resolve('typescript/bin/tsc'), ['-p', 'tsconfig.json']);

// What tsc does not carry over: icons, codex files and schemas. `encoding: false`, or gulp breaks whatever is not text.
const assets = () =>
  src(['{nodes,credentials}/**/*.{svg,png}', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], {
    base: '.',
    encoding: false,
  }).pipe(dest('dist'));

const builtNode = './dist/nodes/AiHubMaxVeo/AiHubMaxVeo.node.js';

const builtDescription = () => new (require(builtNode).AiHubMaxVeo)().description;

/** Writes the description into the node that ships, which then no longer needs what computes it. */
const literal = async () => {
  const description = builtDescription();
  await writeFile(builtNode, withLiteralDescription(await readFile(builtNode, 'utf8'), description));
  delete require.cache[require.resolve(builtNode)];
  assert.deepStrictEqual(builtDescription(), description, 'The written description is not the computed one.');
  await rm('dist/nodes/AiHubMaxVeo/form', { recursive: true });
};

const tables = async () => {
  const catalogue = require('./dist/nodes/AiHubMaxVeo/catalogue/queries.js');
  const page = 'docs/models.md';
  await writeFile(page, withModelTable(await readFile(page, 'utf8'), catalogue));
};

exports.clean = clean;
exports.assets = assets;
exports.build = series(clean, parallel(compile, assets), literal, tables);
exports.default = exports.build;
