import type { FastifyInstance } from 'fastify';
import { readTexts } from '../../chat/common/fields.ts';
import { Refusal } from '../refusal.ts';
import { apiPage } from './api-page.ts';
import { htmlType } from './content-type.ts';
import { type Drawing, drawSection, renderAnswer, sectionsFor } from './draw-section.ts';
import { type Html, textOf } from './html.ts';
import { type DashboardOptions, drawingFor } from './options.ts';
import { answerPage, dashboardPage } from './page.ts';
import { visitorIn } from './session.ts';

type Query = Record<string, unknown>;

/** The overview, single answers and the pictures in them. */
export function servePages(app: FastifyInstance, options: DashboardOptions): void {
  const schema = { hide: true };
  app.get('/', { schema }, async (request, reply) => {
    const drawing = drawingFor(request, options);
    const notice = await options.sessions.takeNotice(visitorIn(request).token);
    const page = await overview(drawing, notice && renderAnswer(notice, drawing));
    return reply.type(htmlType).send(textOf(page));
  });
  app.get<{ Params: { command: string }; Querystring: Query }>(
    '/dashboard/show/:command',
    { schema },
    async (request, reply) => {
      const page = await answer(
        request.params.command,
        request.query,
        drawingFor(request, options),
      );
      return reply.type(htmlType).send(textOf(page));
    },
  );
  app.get('/api/docs', { schema }, async (request, reply) => {
    const content = apiPage(await options.describe());
    const page = answerPage(drawingFor(request, options), 'API', content);
    return reply.type(htmlType).send(textOf(page));
  });
  app.get<{ Params: { ref: string } }>(
    '/dashboard/pictures/:ref',
    { schema },
    async (request, reply) => {
      const picture = await options.pictureOf(request.params.ref);
      if (!picture) throw new Refusal(404, 'not_found', 'There is no such picture.', 'Go back.');
      reply.header('cache-control', 'private, max-age=86400');
      return reply.type(picture.type).send(picture.bytes);
    },
  );
}

async function overview(drawing: Drawing, notice: Html | null): Promise<Html> {
  const drawn = sectionsFor(drawing).map(async (section) => ({
    section,
    content: await drawSection(section, drawing),
  }));
  return dashboardPage(drawing, notice, await Promise.all(drawn));
}

async function answer(command: string, query: Query, drawing: Drawing): Promise<Html> {
  const { execute, commands, actor } = drawing;
  const input = readTexts(commands, command, query);
  const { reply } = await execute({ command, input, actor, readOnly: true });
  return answerPage(drawing, reply.title, renderAnswer(reply, drawing));
}
