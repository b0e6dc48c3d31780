/** What a child prints under the witness is found in its log, so a clean log means that nothing happened. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { alarmsIn } from '../real/support/alarms.mts';
import { root } from '../support/tree.mts';

const witness = join(root, 'dev', 'n8n', 'witness.cjs');

/** n8n keeps running after an uncaught exception, since it has a handler. */
const program = (what: string) => `
  process.on('uncaughtException', (error) => console.error(error.stack));
  ${what}
  setTimeout(() => console.log('done'), 200);
`;

function logOf(what: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, ['--require', witness, '-e', program(what)], {
    encoding: 'utf8',
  });
  return stdout + stderr;
}

test.each([
  ['an exception', `setTimeout(() => { throw new Error('HTML is no video'); });`, /HTML is no video/],
  [
    'an error event nobody listens to',
    `setTimeout(() => new (require('events'))().emit('error', new Error('cut')));`,
    /cut/,
  ],
  ['a rejection', `void Promise.reject(new Error('no reason'));`, /no reason/],
  [
    'a forgotten file handle',
    `void require('fs/promises').open(process.execPath).then(() => setTimeout(() => process.kill(process.pid, 'SIGUSR2'), 50));`,
    /closing/i,
  ],
])('%s is found', (_what, code, words) => {
  const log = logOf(code);
  expect(log).toContain('done');
  const alarms = alarmsIn(log);
  expect(alarms.length).toBeGreaterThan(0);
  expect(alarms.join('\n')).toMatch(words);
});

test('an error that was logged, and a warning about something else, are none', () => {
  const log = logOf(
    `console.error(new Error('told').stack); process.emitWarning('old', 'DeprecationWarning');`,
  );
  expect(log).toMatch(/told[^]*old/);
  expect(alarmsIn(log)).toEqual([]);
});

test('what n8n says of itself is no alarm, and every other warning of listeners is', () => {
  const warning = (listeners: string) =>
    `[witness] warning: MaxListenersExceededWarning: Possible EventEmitter memory leak detected. 11 ${listeners}`;
  const ofPush = warning('editorUiConnected listeners added to [Push]. MaxListeners is 10.');
  const ofSignal = warning('abort listeners added to [AbortSignal]. MaxListeners is 10.');
  const stopped = '[witness] unhandledRejection: ManualExecutionCancelledError: The execution was cancelled';
  expect(alarmsIn([ofPush, ofSignal, stopped].join('\n'))).toEqual([ofSignal]);
});
