/** Jest's environment for Node, with stack traces as short as n8n has them. */
import { TestEnvironment } from 'jest-environment-node';

/** That of Node.js. Jest asks for 100 lines, and the HTTP client that n8n uses reads the stack of every answer that is an error. */
const stackLines = 10;

export default class extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    Error.stackTraceLimit = stackLines;
    this.global.Error.stackTraceLimit = stackLines;
  }
}
