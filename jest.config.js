// swc only strips types and turns modules into CommonJS; types are checked by `npm run typecheck`.
const transform = [
  '@swc/jest',
  { swcrc: false, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
];

const workflowIndex = 'n8n-workflow/dist/cjs/index\\.js$';

module.exports = {
  testEnvironment: '<rootDir>/dev/jest/environment.mts',
  testSequencer: '<rootDir>/dev/jest/engineFirst.mjs',
  // Jest leaves one core to a person at the keyboard; nobody types while it runs here.
  maxWorkers: '100%',
  // With a gigabyte of old modules a worker takes longer to end than Jest waits, which then blames the tests for it.
  workerIdleMemoryLimit: '512MB',
  // A busy machine must not fail what is right.
  testTimeout: 30_000,
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts', '**/*.test.mts'],
  moduleFileExtensions: ['ts', 'mts', 'js', 'mjs', 'json', 'node'],
  transform: { [workflowIndex]: '<rootDir>/dev/jest/lazyIndex.mjs', '^.+\\.m?[jt]s$': transform },
  transformIgnorePatterns: [`/node_modules/(?!${workflowIndex})`],
};
