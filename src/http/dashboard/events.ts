import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { messageOf } from '../../errors.ts';
import { type Drawing, drawSection, sectionsFor } from './draw-section.ts';
import { textOf } from './html.ts';
import { type DashboardOptions, drawingFor } from './options.ts';
import { visitorIn } from './session.ts';

const mostStreams = 20;
const livelyMs = 2000;
/** After how many looks at what is lively everything else is looked at, too. */
const restEvery = 30;

type Watch = { drawing: Drawing; isOver: () => Promise<boolean>; signal: AbortSignal };

/** Sends the parts of the page that have changed, as long as the session lasts. */
export function serveEvents(app: FastifyInstance, options: DashboardOptions): void {
  const { sessions, log } = options;
  const open = new Set<AbortController>();
  app.addHook('preClose', async () => {
    for (const stream of open) stream.abort();
  });
  app.get('/dashboard/events', { schema: { hide: true } }, async (request, reply) => {
    // With this answer a browser does not ask again.
    if (open.size >= mostStreams) return reply.code(204).send();
    const { token } = visitorIn(request);
    const stream = new AbortController();
    open.add(stream);
    reply.hijack();
    reply.raw.on('close', () => stream.abort());
    reply.raw.writeHead(200, {
      ...reply.getHeaders(),
      'content-type': 'text/event-stream',
    } as Record<string, string>);
    const isOver = async () => (await sessions.find(token)) === null;
    try {
      await watch(reply.raw, {
        drawing: drawingFor(request, options),
        isOver,
        signal: stream.signal,
      });
    } catch (error) {
      log.warn({ id: request.id, cause: messageOf(error) }, 'the dashboard is not kept up to date');
    } finally {
      open.delete(stream);
      reply.raw.end();
    }
  });
}

async function watch(stream: ServerResponse, { drawing, isOver, signal }: Watch): Promise<void> {
  const sent = new Map<string, string>();
  for (let look = 1; !signal.aborted; look += 1) {
    if (await isOver()) {
      stream.write('event: over\ndata: {}\n\n');
      return;
    }
    const due = sectionsFor(drawing).filter(({ isLively }) => isLively || look % restEvery === 0);
    for (const section of due) {
      const html = textOf(await drawSection(section, drawing));
      if (sent.get(section.id) === html) continue;
      sent.set(section.id, html);
      stream.write(`event: section\ndata: ${JSON.stringify({ id: section.id, html })}\n\n`);
    }
    stream.write(':\n\n');
    await sleep(livelyMs, undefined, { signal }).catch(() => undefined);
  }
}
