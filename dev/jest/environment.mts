/** Jest's environment for Node, where an error costs what it costs in n8n. */
import { TestEnvironment } from 'jest-environment-node';

/** That of Node.js. Jest asks for 100 lines, and the HTTP client that n8n uses reads the stack of every answer that is an error. */
const stackLines = 10;

export default class extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    Error.stackTraceLimit = stackLines;
    this.global.Error.stackTraceLimit = stackLines;
    // Of errors that Node.js makes itself, such as that of each stream that is left, which reads its stack: their lines are those of
    // the compiled code. All others are those of the test's own Error, and their lines are found in the source.
    Reflect.deleteProperty(Error, 'prepareStackTrace');
  }
}
