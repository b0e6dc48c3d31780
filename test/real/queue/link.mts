import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A local port that leads to another one, and can be late with answers. */
export interface Link {
  readonly port: number;
  /** Once a connection has asked something with this text in it, it hears no answer; what it asks still gets through. */
  holdAnswersTo(text: string): void;
  release(): void;
  close(): void;
}

export async function openLink(to: number): Promise<Link> {
  const answers = new Set<Socket>();
  let held: string | undefined;
  const server = createServer((asking) => {
    const answering = connect(to, '127.0.0.1');
    answers.add(answering);
    asking.on('data', (asked) => {
      if (held !== undefined && asked.includes(held)) answering.pause();
    });
    asking.pipe(answering).pipe(asking);
    asking.on('error', () => undefined).on('close', () => answering.destroy());
    answering
      .on('error', () => undefined)
      .on('close', () => {
        answers.delete(answering);
        asking.destroy();
      });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const release = (): void => {
    held = undefined;
    for (const socket of answers) socket.resume();
  };
  const close = (): void => {
    for (const socket of answers) socket.destroy();
    server.close();
  };
  const { port } = server.address() as AddressInfo;
  return { port, holdAnswersTo: (text) => void (held = text), release, close };
}
