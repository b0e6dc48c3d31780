/** GET /: what the emulator holds, for people. */
import type { FastifyInstance } from 'fastify';
import type { Service } from './service.mts';
import { viewOf } from './tasks/tasks.mts';

/** Values as text that holds no markup. */
function html(texts: TemplateStringsArray, ...values: unknown[]): string {
  const safe = values.map((value) => String(value).replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`));
  return String.raw({ raw: texts }, ...safe);
}

function page(service: Service): string {
  const { account, resultsUrl, tasks, url } = service;
  const cards = tasks.all.map((task) => {
    const { id, status, progress, credits, videoUrl, ...rest } = viewOf(task, service);
    const title = html`<h2>${id}: ${status}, ${progress} %, ${credits} credits</h2>`;
    const video = videoUrl ? html`<video src="${videoUrl}" height="240" controls muted></video>` : '';
    return `${title}${video}${html`<pre>${JSON.stringify(rest, null, 2)}</pre>`}`;
  });
  const top = html`<!doctype html><meta charset="utf-8" /><meta http-equiv="refresh" content="5" />
    <title>AIHubMax emulator</title>
    <h1>AIHubMax emulator</h1>
    <pre>
Base URL      ${url}
API key       ${account.key}
Credits left  ${service.creditsLeft(account)} (prices are made up)
Sample photo  ${resultsUrl}/sample-photo.jpg</pre
    >`;
  return [top, ...cards.reverse()].join('\n');
}

export function addPage(app: FastifyInstance, service: Service): void {
  app.get('/', { config: { route: 'private', open: true } }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(page(service)),
  );
}
