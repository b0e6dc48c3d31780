/** GET /: the page of the emulator, with what it holds, for people. */
import type { FastifyInstance } from 'fastify';
import type { Service } from '../service.mts';
import { viewOf, type TaskView } from '../tasks/tasks.mts';
import { script, style } from './look.mts';

const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that was built here and may be put in as it is. */
class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | readonly Markup[] | string | number;

const partText = (part: Part): string => {
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string' || typeof part === 'number') {
    return String(part).replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
  }
  return part.map(({ text }) => text).join('\n');
};

/** Tag of template texts: values are escaped unless they are Markup themselves. */
const html = (texts: TemplateStringsArray, ...parts: Part[]): Markup =>
  new Markup(texts.map((text, i) => text + (i < parts.length ? partText(parts[i] ?? '') : '')).join(''));

const none = html``;

const videoOf = ({ videoUrl, request }: TaskView): Markup => {
  if (!videoUrl) return none;
  const shape = request.aspect_ratio === '9:16' ? 'portrait' : 'landscape';
  return html`<video
    src="${videoUrl}"
    class="${shape}"
    controls
    loop
    muted
    playsinline
    preload="metadata"
  ></video>`;
};

const errorOf = ({ error }: TaskView): Markup =>
  error ? html`<p class="error"><b>${error.code ?? 'no code'}</b> ${error.message ?? ''}</p>` : none;

const rowsOf = ({ request }: TaskView): Markup[] =>
  Object.entries(request).map(
    ([name, value]) =>
      html`<dt>${name}</dt>
        <dd>${typeof value === 'string' ? value : JSON.stringify(value)}</dd>`,
  );

const cardOf = (task: TaskView): Markup =>
  html`<article id="${task.id}">
    <header>
      <span class="status ${task.status}">${task.status}</span>
      <progress max="100" value="${task.progress}"></progress> ${task.progress} % <code>${task.id}</code>
      <small>${task.credits} credits</small>
    </header>
    ${videoOf(task)}${errorOf(task)}
    <dl>${rowsOf(task)}</dl>
  </article>`;

const empty = html`<p class="empty">
  No tasks yet. Point the AIHubMax API credential at the address above and create a video.
</p>`;

function topOf(service: Service): Markup {
  const { account, resultsUrl, url } = service;
  const samplePhoto = `${resultsUrl}/sample-photo.jpg`;
  return html`<header class="top">
    <h1>AIHubMax emulator</h1>
    <dl>
      <dt>Base URL</dt>
      <dd><code>${url}</code></dd>
      <dt>API key</dt>
      <dd><code>${account.key}</code></dd>
      <dt>Credits left</dt>
      <dd>${service.creditsLeft(account)} <small>(prices are made up)</small></dd>
      <dt>Sample photo</dt>
      <dd><a href="${samplePhoto}">${samplePhoto}</a></dd>
    </dl>
  </header>`;
}

/** The whole document; the newest task comes first. */
function page(service: Service): Markup {
  const cards = service.tasks.all.map((task) => cardOf(viewOf(task, service))).reverse();
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>AIHubMax emulator</title>
        ${new Markup(style)}
      </head>
      <body>
        ${topOf(service)}
        <main>${cards.length > 0 ? cards : empty}</main>
        ${new Markup(script)}
      </body>
    </html> `;
}

export function addPage(app: FastifyInstance, service: Service): void {
  app.get('/', { config: { route: 'private', open: true } }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(page(service).text),
  );
}
