import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type SandboxRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  /** The query as it was sent, with its question mark. */
  search: string;
  /** Values of the `:name` parts of the route's path. */
  params: Record<string, string>;
  headers: IncomingHttpHeaders;
  body: Buffer;
};

export type SandboxAnswer = {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Buffer;
};

export type SandboxRoute = {
  /** Name for recorded requests and for `failNext`. */
  kind: string;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  answer: (request: SandboxRequest) => SandboxAnswer | Promise<SandboxAnswer>;
};

export type RecordedRequest = {
  kind: string;
  method: string;
  path: string;
  query: Record<string, string>;
  headers: IncomingHttpHeaders;
  body: string;
  /** 0 when the connection was cut instead of answered. */
  status: number;
};

/**
 * What goes wrong once: another answer; or a connection that is cut, or that nobody answers on, before
 * or after the request has its effect.
 */
export type Fault =
  | { status: number; body?: string; headers?: Record<string, string> }
  | { cut: 'before' | 'after' }
  | { hang: 'before' | 'after' }
  /** It is done, and the answer breaks off in the middle. */
  | { half: 'after' };

export type Watcher = (request: RecordedRequest) => Fault | undefined;

export type SandboxServer = {
  url: string;
  requests: RecordedRequest[];
  /** The next `times` requests of that kind fail this way. */
  failNext: (kind: string, fault: Fault, times?: number) => void;
  /** Shown every request before it has its effect; says what goes wrong with it, if anything does. */
  watch: (watcher: Watcher) => void;
  stop: () => Promise<void>;
};

export function json(value: unknown, status = 200): SandboxAnswer {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return { status, headers, body: JSON.stringify(value) };
}

export function text(body: string, status = 200): SandboxAnswer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

/** The JSON object a request carries; anything else counts as an empty one. */
export function bodyObject(request: SandboxRequest): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(request.body.toString('utf8'));
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of an urlencoded or multipart body. */
export async function bodyForm(request: SandboxRequest): Promise<FormData> {
  const contentType = request.headers['content-type'];
  if (contentType === undefined || request.body.length === 0) return new FormData();
  const body = new Uint8Array(request.body);
  return new Response(body, { headers: { 'content-type': contentType } }).formData();
}

type Wrap = (
  request: SandboxRequest,
  next: () => Promise<SandboxAnswer>,
) => Promise<SandboxAnswer> | SandboxAnswer;

/**
 * One loopback server on a free port. `wrap` stands around every request (authorisation, cookies);
 * an unknown path is `notFound`, a known path with another method 405, as all four originals do.
 */
export async function serve(options: {
  routes: SandboxRoute[];
  notFound: SandboxAnswer;
  wrap?: Wrap;
}): Promise<SandboxServer> {
  const wrap: Wrap = options.wrap ?? ((_request, next) => next());
  const requests: RecordedRequest[] = [];
  const faults: { kind: string; fault: Fault }[] = [];
  let watcher: Watcher = () => undefined;

  const handle = async (incoming: IncomingMessage): Promise<SandboxAnswer | 'cut' | 'hang'> => {
    const { request, found, allowed } = await read(incoming, options.routes);
    const kind = found?.kind ?? 'unknown';
    const record = recordOf(kind, request);
    requests.push(record);
    const index = faults.findIndex((planned) => planned.kind === kind);
    const seen = watcher(record);
    const fault = index < 0 ? seen : faults.splice(index, 1)[0]?.fault;
    if (fault && 'cut' in fault && fault.cut === 'before') return 'cut';
    if (fault && 'hang' in fault && fault.hang === 'before') return 'hang';
    const next = async () => {
      if (fault && 'status' in fault) return faultAnswer(fault);
      if (found) return found.answer(request);
      return allowed ? text('Method Not Allowed', 405) : options.notFound;
    };
    const answer = await wrap(request, next);
    if (fault && 'cut' in fault) return 'cut';
    if (fault && 'hang' in fault) return 'hang';
    record.status = answer.status;
    if (fault && 'half' in fault) return { ...answer, body: halfOf(answer.body) };
    return answer;
  };

  const server = createServer((incoming, outgoing) => {
    void handle(incoming)
      .catch((error: unknown) => text(`sandbox fault: ${String(error)}`, 500))
      .then((answer) => {
        if (answer === 'cut') return incoming.socket.destroy();
        if (answer === 'hang') return undefined;
        return outgoing.writeHead(answer.status, answer.headers).end(answer.body);
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    failNext: (kind, fault, times = 1) => {
      for (let count = 0; count < times; count += 1) faults.push({ kind, fault });
    },
    watch: (next) => {
      watcher = next;
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function read(incoming: IncomingMessage, routes: SandboxRoute[]) {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = new URL(incoming.url ?? '/', 'http://sandbox');
  const path = url.pathname.replace(/(?<=.)\/$/, '');
  const request: SandboxRequest = {
    method: incoming.method ?? 'GET',
    path,
    query: url.searchParams,
    search: url.search,
    params: {},
    headers: incoming.headers,
    body: Buffer.concat(chunks),
  };
  const matching = routes.filter((route) => paramsOf(route.path, path) !== null);
  const found = matching.find((route) => route.method === request.method);
  if (found) request.params = paramsOf(found.path, path) ?? {};
  return { request, found, allowed: matching.length > 0 };
}

function paramsOf(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return params;
}

function recordOf(kind: string, request: SandboxRequest): RecordedRequest {
  const query = Object.fromEntries(request.query);
  const body = request.body.toString('utf8');
  const { method, path, headers } = request;
  return { kind, method, path, query, headers, body, status: 0 };
}

function halfOf(body: string | Buffer): Buffer {
  const bytes = Buffer.from(body);
  return bytes.subarray(0, Math.floor(bytes.length / 2));
}

function faultAnswer(fault: Extract<Fault, { status: number }>): SandboxAnswer {
  const answer = text(fault.body ?? '', fault.status);
  return { ...answer, headers: { ...answer.headers, ...fault.headers } };
}
