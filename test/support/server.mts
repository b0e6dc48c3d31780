/** Small web servers that are not the API, or a strange one; `closeServers` ends them all. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const servers: Server[] = [];

/** Every request that one of them got since the last `closeServers`. */
export const asked: IncomingMessage[] = [];

/** Its host and port. */
export async function serving(listener: RequestListener): Promise<string> {
  const server = createServer((request, response) => {
    asked.push(request);
    listener(request, response);
  });
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function closeServers(): void {
  asked.length = 0;
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
}
