import type { IncomingMessage } from 'node:http';
import type { Upload } from '../attachments.ts';

export type ReadRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  authorization: string;
  body: unknown;
  uploads: Upload[];
};

/** Reads one request; a multipart body gives its `payload_json` and its files, a broken one nothing. */
export async function readRequest(incoming: IncomingMessage): Promise<ReadRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = new URL(incoming.url ?? '/', 'http://discord');
  const contentType = incoming.headers['content-type'] ?? '';
  const bytes = Buffer.concat(chunks);
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    authorization: incoming.headers.authorization ?? '',
    ...(contentType.startsWith('multipart/')
      ? await readMultipart(bytes, contentType)
      : { body: parse(bytes.toString('utf8')), uploads: [] }),
  };
}

async function readMultipart(bytes: Buffer, contentType: string) {
  const headers = { 'content-type': contentType };
  const form = await new Response(new Uint8Array(bytes), { headers })
    .formData()
    .catch(() => new FormData());
  const uploads: Upload[] = [];
  for (const [field, value] of form) {
    const index = /^files\[(\d+)\]$/.exec(field)?.[1];
    if (index === undefined || typeof value === 'string') continue;
    const content = Buffer.from(await value.arrayBuffer());
    uploads.push({ index: Number(index), name: value.name, type: value.type, bytes: content });
  }
  const payload = form.get('payload_json');
  return { body: parse(typeof payload === 'string' ? payload : ''), uploads };
}

/** The JSON value; undefined when there is none. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
