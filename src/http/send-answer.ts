import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AnswerFile } from './endpoint.ts';
import { hasTag, weakTag } from './entity-tag.ts';
import { envelopeOf } from './envelope.ts';
import type { PageInfo } from './page-info.ts';

/** Answers with data; a reader that has the same already is told so and nothing more. */
export function sendData(
  request: FastifyRequest,
  reply: FastifyReply,
  data: unknown,
  now: Date,
): FastifyReply {
  // Without the time of the answer, which always differs.
  if (isKnown(request, reply, JSON.stringify(data ?? null))) return reply.code(304).send();
  return reply.send(envelopeOf(data, now));
}

/** The same for a file; a header leads on when the list goes on. */
export function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { contentType, name, text }: AnswerFile,
  page: PageInfo | null,
): FastifyReply {
  if (page?.has_more) {
    const next = new URL(request.url, 'http://localhost');
    next.searchParams.set('limit', String(page.limit));
    next.searchParams.set('offset', String(page.offset + page.limit));
    reply.header('link', `<${next.pathname}${next.search}>; rel="next"`);
  }
  if (isKnown(request, reply, text)) return reply.code(304).send();
  reply.header('content-disposition', `attachment; filename="${name}"`);
  return reply.type(contentType).send(text);
}

function isKnown({ method, headers }: FastifyRequest, reply: FastifyReply, content: string) {
  if (method !== 'GET' && method !== 'HEAD') return false;
  const tag = weakTag(content);
  reply.header('etag', tag);
  return hasTag(headers['if-none-match'], tag);
}
