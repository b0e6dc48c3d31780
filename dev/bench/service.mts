/** Run as a program: a balance, and images that take a moment. `/most` tells how many were open at once. Prints its URL. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { png } from '../../../test/support/binaries.mts';

const image = png(1920, 1080, 100_000);
const delayMs = 20;
let open = 0;
let most = 0;

const balance = { data: { token: { remaining_credits: 9780, unlimited_credits: false } } };

const server = createServer((request, response) => {
  if (request.url?.startsWith('/v1/account/')) return void response.end(JSON.stringify(balance));
  if (request.url === '/most') return void response.end(String(most));
  most = Math.max(most, ++open);
  response.on('close', () => (open -= 1));
  setTimeout(() => response.end(image), delayMs);
});

server.listen(0, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
