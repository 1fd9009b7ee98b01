import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';

const folder = path.join(import.meta.dirname, 'assets');

const types: Readonly<Record<string, string>> = {
  'style.css': 'text/css; charset=utf-8',
  'live.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

/** The few files of the page; a browser asks each time whether they are still the same. */
export function serveFiles(app: FastifyInstance): void {
  for (const [name, type] of Object.entries(types)) {
    const bytes = readFileSync(path.join(folder, name));
    const tag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
    app.get(`/dashboard/${name}`, { schema: { hide: true } }, (request, reply) => {
      reply.headers({ etag: tag, 'cache-control': 'no-cache' });
      if (request.headers['if-none-match'] === tag) return reply.code(304).send();
      return reply.type(type).send(bytes);
    });
  }
}
