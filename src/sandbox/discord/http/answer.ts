import { Refusal } from '../refusal.ts';
import type { DiscordState } from '../state.ts';
import { findRoute } from './api-router.ts';
import type { Fault, Faults } from './faults.ts';
import type { ReadRequest } from './read-request.ts';

export type ApiAnswer = { status: number; body?: unknown; headers?: Record<string, string> };

export type RecordedRequest = {
  method: string;
  /** As the routes are written, `/channels/:channel/messages`; empty for an unknown one. */
  route: string;
  path: string;
  body: unknown;
  at: Date;
  /** 0 when the connection was cut instead of answered, null while it waits. */
  status: number | null;
};

const prefix = '/api/v10';

/** Serves one request; 'cut' stands for a connection that ends without an answer. */
export async function answerRequest(
  state: DiscordState,
  faults: Faults,
  requests: RecordedRequest[],
  request: ReadRequest,
): Promise<ApiAnswer | 'cut'> {
  const { method, path, body } = request;
  const apiPath = path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : '';
  const found = findRoute(method, apiPath);
  const route = found?.route.path ?? '';
  const record: RecordedRequest = { method, route, path, body, at: state.now(), status: null };
  requests.push(record);
  await faults.pass({ method, route, path });
  const fault = faults.take({ method, route, path });
  const answer = await withFault(
    fault,
    () => {
      if (!found) throw new Refusal('unknown-route', `${method} ${path}`);
      if (!found.route.isPublic && request.authorization !== `Bot ${state.token}`) {
        throw new Refusal('unauthorized', `${method} ${path}`);
      }
      const part = (name: string) => found.parts[name] ?? '';
      const { query, uploads } = request;
      return found.route.answer({ state, part, query, body, uploads });
    },
    state,
  );
  record.status = answer === 'cut' ? 0 : answer.status;
  return answer;
}

async function withFault(
  fault: Fault | null,
  serve: () => unknown,
  state: DiscordState,
): Promise<ApiAnswer | 'cut'> {
  if (fault === 'reset') return 'cut';
  if (fault !== null && !('afterProcessing' in fault)) return fault;
  const answer = refusable(state, serve);
  if (fault === null) return answer;
  return fault.status === undefined ? 'cut' : { status: fault.status };
}

/** The answer of a route, or of the refusal it threw, which is also written down. */
function refusable(state: DiscordState, serve: () => unknown): ApiAnswer {
  try {
    const body = serve();
    return body === undefined ? { status: 204 } : { status: 200, body };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    state.violations.push({ rule: error.rule, detail: error.message });
    return { status: error.status, body: error.body };
  }
}
