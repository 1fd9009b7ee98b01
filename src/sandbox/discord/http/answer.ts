import { Refusal, refuse } from '../refusal.ts';
import type { DiscordState } from '../state.ts';
import { type FoundRoute, findRoute } from './api-router.ts';
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
  const answer = withFault(fault, () => serve(state, found, request));
  record.status = answer === 'cut' ? 0 : answer.status;
  return answer;
}

function withFault(fault: Fault | null, take: () => ApiAnswer): ApiAnswer | 'cut' {
  if (fault === 'reset') return 'cut';
  if (fault !== null && !('afterProcessing' in fault)) return fault;
  const answer = take();
  if (fault === null) return answer;
  return fault.status === undefined ? 'cut' : { status: fault.status };
}

/** The answer of the route, or of the refusal it threw, which is also written down. */
function serve(state: DiscordState, found: FoundRoute | null, request: ReadRequest): ApiAnswer {
  const { method, path, query, body: sent, uploads } = request;
  try {
    if (!found) refuse('unknown-route', `${method} ${path}`);
    const { route, parts } = found;
    const isAllowed = route.isPublic || request.authorization === `Bot ${state.token}`;
    if (!isAllowed) refuse('unauthorized', `${method} ${path}`);
    const part = (name: string) => parts[name] ?? '';
    const body = route.answer({ state, part, query, body: sent, uploads });
    return body === undefined ? { status: 204 } : { status: 200, body };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    state.violations.push({ rule: error.rule, detail: error.message });
    return { status: error.status, body: error.body };
  }
}
