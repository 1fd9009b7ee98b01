import { json, type SandboxAnswer, type SandboxRequest, type SandboxRoute } from '../http.ts';
import { type Answer, refuse } from './answer.ts';
import { type Arguments, readArguments, textOf } from './arguments.ts';
import { destination } from './channels.ts';
import { scopesOf } from './manifest.ts';
import type { Method } from './method.ts';
import type { Rates } from './rates.ts';
import { refuseToken, type Tokens } from './tokens.ts';
import { report, type Workspace } from './workspace.ts';

/** A call as it was understood, and what it was told. */
export type RecordedCall = { method: string; args: Arguments; answer: Answer };

export type Api = { workspace: Workspace; tokens: Tokens; rates: Rates; calls: RecordedCall[] };

/** One route per method, so that its name is the kind for faults; and one for every other name. */
export function apiRoutes(api: Api, methods: Method[]): SandboxRoute[] {
  const routes = methods.map((method) => ({
    kind: method.name,
    method: 'POST' as const,
    path: `/api/${method.name}`,
    answer: (request: SandboxRequest) => answerCall(api, method, request),
  }));
  const unknown = {
    kind: 'unknown_method',
    method: 'POST' as const,
    path: '/api/:method',
    answer: ({ params }: SandboxRequest) => {
      report(api.workspace, 'unknown_method', params['method'] ?? '');
      return json(refuse('unknown_method', { req_method: params['method'] }));
    },
  };
  return [...routes, unknown];
}

async function answerCall(
  api: Api,
  method: Method,
  request: SandboxRequest,
): Promise<SandboxAnswer> {
  const { workspace } = api;
  const args = await readArguments(request);
  const wait = secondsToWait(api, method, args);
  const answer = wait === null ? await judge(api, method, request, args) : refuse('ratelimited');
  api.calls.push({ method: method.name, args, answer });
  if (!answer.ok) report(workspace, String(answer.error), describe(method, answer));
  const headers = {
    'x-oauth-scopes': scopesOf(workspace.manifest).join(','),
    'x-accepted-oauth-scopes': method.scopes.join(','),
    ...(wait !== null && { 'retry-after': String(wait) }),
  };
  const sent = json(answer, wait === null ? 200 : 429);
  return { ...sent, headers: { ...sent.headers, ...headers } };
}

function judge(
  api: Api,
  method: Method,
  request: SandboxRequest,
  args: Arguments,
): Answer | Promise<Answer> {
  const { workspace, tokens } = api;
  const kind = method.name === 'apps.connections.open' ? 'app' : 'bot';
  const refused = refuseToken(tokens, kind, request, args);
  if (refused) return refused;
  const provided = scopesOf(workspace.manifest);
  if (method.scopes.length > 0 && !method.scopes.some((scope) => provided.includes(scope))) {
    return refuse('missing_scope', { needed: method.scopes[0], provided: provided.join(',') });
  }
  return method.answer({ workspace, args });
}

function secondsToWait({ rates, workspace }: Api, method: Method, args: Arguments): number | null {
  const channel = method.tier === 'post' ? destination(workspace, textOf(args, 'channel')) : null;
  return rates.take(method.name, method.tier, channel, workspace.now());
}

function describe(method: Method, answer: Answer): string {
  const problems = Array.isArray(answer['errors']) ? `: ${answer['errors'].join('; ')}` : '';
  return `${method.name}${problems}`;
}
