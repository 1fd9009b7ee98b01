import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { createAudiobookshelf } from '../../../src/clients/audiobookshelf/index.ts';

export type Received = {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, unknown>;
  body: unknown;
};

export type Answer = { status?: number; contentType?: string; body: unknown };

/** A server whose every answer the test decides, and a client that talks to it below /shelf. */
export async function startAudiobookshelf(answer: (request: Received) => Answer) {
  const requests: Received[] = [];
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const url = new URL(incoming.url ?? '/', 'http://localhost');
      const hasBody = incoming.headers['content-type'] === 'application/json';
      const request: Received = {
        method: incoming.method ?? '',
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers: incoming.headers,
        body: hasBody ? await json(incoming) : null,
      };
      requests.push(request);
      const { status = 200, contentType = 'application/json', body } = answer(request);
      outgoing.writeHead(status, { 'content-type': contentType });
      outgoing.end(typeof body === 'string' ? body : JSON.stringify(body));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}/shelf`;
  const shelf = createAudiobookshelf({ baseUrl, token: 'key-of-tests', userAgent: 'tests' });
  const asked = () => requests.map((request) => `${request.method} ${request.path}`);
  const close = () => new Promise((resolve) => server.close(resolve));
  return { shelf, requests, asked, [Symbol.asyncDispose]: async () => void (await close()) };
}

export const html: Answer = { contentType: 'text/html', body: '<html>Sign in</html>' };
export const notFound: Answer = { status: 404, contentType: 'text/plain', body: 'Not Found' };
