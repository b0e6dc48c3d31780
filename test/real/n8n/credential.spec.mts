/** The credential's Test button. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bench } from '../support/bench.mts';
import { test } from './test.mts';

async function verdictOn({ n8n, credential }: Bench, apiKey: string, baseUrl: string): Promise<string> {
  const { status, message } = await n8n.rest.testCredential(credential, { apiKey, baseUrl });
  return `${status}: ${message}`;
}

/** A web server that is not the API, for as long as `use` lasts. */
async function withWebsite(use: (url: string) => Promise<void>): Promise<void> {
  const page = '<!doctype html><title>Welcome</title>';
  const server = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end(page),
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('the test of a credential is green with a good key', async ({ bench }) => {
  const { key, url } = bench.emulator;
  assert.equal(await verdictOn(bench, key, url), 'OK: Connection successful!');
});

test('a key pasted with blanks or with Bearer, and an address with a slash, are green too', async ({
  bench,
}) => {
  const { key, url } = bench.emulator;
  assert.equal(await verdictOn(bench, ` Bearer ${key}\n`, `${url}/`), 'OK: Connection successful!');
});

test('an unknown key is red, and the sentence is about the key', async ({ bench }) => {
  assert.match(await verdictOn(bench, 'sk-unknown', bench.emulator.url), /^Error: .*rejected this API key/);
});

test('an address that answers with a web page is red, and the sentence is about the address', async ({
  bench,
}) => {
  await withWebsite(async (url) =>
    assert.match(await verdictOn(bench, 'sk-any', url), /^Error: The base URL/),
  );
});
