import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Execute } from '../command/execute.ts';
import { type ApiKeys, requireBearer } from './authenticate.ts';
import { actorOf } from './caller.ts';

/** How this program names itself to others. */
const ownAgent = /^Shelfwarden\//;
const series = z.object({ name: z.string(), sequence: z.string().nullable() });
const output = z.object({
  matches: z.array(
    z.object({
      facts: z.object({
        title: z.string(),
        subtitle: z.string().optional(),
        authors: z.array(z.string()).optional(),
        narrators: z.array(z.string()).optional(),
        series: z.array(series).optional(),
        publishedYear: z.number().optional(),
        publisher: z.string().optional(),
        description: z.string().optional(),
        genres: z.array(z.string()).optional(),
        language: z.string().optional(),
        isbn: z.string().optional(),
        asin: z.string().optional(),
        durationMinutes: z.number().optional(),
        coverUrl: z.string().optional(),
      }),
    }),
  ),
});
type Facts = z.output<typeof output>['matches'][number]['facts'];
const question = z.object({
  query: z.string().trim().min(1).max(200),
  author: z.string().max(200).optional(),
  isbn: z.string().max(20).optional(),
  mediaType: z.string().default('book'),
});

/**
 * Answers in the protocol of Audiobookshelf's custom metadata providers; the value it sends as
 * Authorization is an API key. It knows no podcasts, and a question of its own kind, which would come
 * back to itself, gets nothing.
 */
export function serveProviderSearch(
  app: FastifyInstance,
  { execute, apiKeys }: { execute: Execute; apiKeys: ApiKeys },
): void {
  requireBearer(app, apiKeys);
  app.get('/search', { schema: { hide: true } }, async (request) => {
    const { success, data } = question.safeParse(request.query);
    const isOwn = ownAgent.test(request.headers['user-agent'] ?? '');
    if (!success || data.mediaType !== 'book' || isOwn) return { matches: [] };
    const { query: title, author, isbn } = data;
    const input = { title, ...(author ? { author } : {}), ...(isbn ? { isbn } : {}) };
    const actor = actorOf(request);
    const done = await execute({ command: 'lookup', input, actor, readOnly: true });
    return { matches: output.parse(done.output).matches.map(({ facts }) => matchOf(facts)) };
  });
}

function matchOf(facts: Facts): Record<string, unknown> {
  const { title, subtitle, publisher, description, genres, language, isbn, asin } = facts;
  return {
    title,
    subtitle,
    publisher,
    description,
    genres,
    language,
    isbn,
    asin,
    author: facts.authors?.join(', '),
    narrator: facts.narrators?.join(', '),
    publishedYear: facts.publishedYear === undefined ? undefined : String(facts.publishedYear),
    cover: facts.coverUrl,
    series: facts.series?.map(({ name, sequence }) => {
      return { series: name, sequence: sequence ?? undefined };
    }),
    duration: facts.durationMinutes && Math.round(facts.durationMinutes),
  };
}
