/**
 * Run as a program, prints its URL: accepts every create at once, tells a balance, and gives images that take a moment.
 * `/most` tells how many images were open at once.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { png } from '../../test/support/binaries.mts';

const image = png(1920, 1080, 100_000);
const imageMs = 20;
const balance = { data: { token: { remaining_credits: 9780, unlimited_credits: false } } };

let [created, open, most] = [0, 0, 0];

const server = createServer((request, response) => {
  const answer = (value: object) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
  if (request.method === 'POST')
    return void request.resume().on('end', () => {
      answer({ id: `task-unified-1-${++created}`, status: 'pending', progress: 0 });
    });
  if (request.url?.startsWith('/v1/account/')) return void answer(balance);
  if (request.url === '/most') return void response.end(String(most));
  most = Math.max(most, ++open);
  response.on('close', () => (open -= 1));
  setTimeout(() => response.end(image), imageMs);
});

server.listen(0, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
