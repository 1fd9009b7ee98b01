import { storageHint } from '../command/failure.ts';
import { ExternalError, type ExternalKind, UserError, type UserErrorCode } from '../errors.ts';
import { Refusal } from './refusal.ts';

/** Every code an answer can carry, with its usual status; the list is closed. */
export const errorStatus = {
  bad_input: 400,
  unknown_command: 404,
  not_found: 404,
  not_allowed: 403,
  already_decided: 409,
  expired: 409,
  rate_limited: 429,
  conflict: 409,
  frozen: 409,
  service_unreachable: 503,
  service_refused: 502,
  service_throttled: 503,
  service_unauthorized: 502,
  service_unexpected: 502,
  internal: 500,
} as const satisfies Record<UserErrorCode | `service_${ExternalKind}` | 'internal', number>;

export type ErrorCode = keyof typeof errorStatus;

export type ErrorAnswer = {
  status: number;
  code: ErrorCode;
  message: string;
  hint: string;
  retryAfterSeconds: number | null;
};

/** What a client may know of an error: a person's mistake word for word, anything else in neutral sentences. */
export function errorAnswer(error: unknown, now: Date): ErrorAnswer {
  if (error instanceof UserError) return ofUserError(error);
  if (error instanceof ExternalError) return ofService(error, now);
  return ofFramework(error) ?? internal;
}

const internal: ErrorAnswer = {
  status: errorStatus.internal,
  code: 'internal',
  message: 'Something went wrong in this program.',
  hint: 'The log has the cause under the id of this answer.',
  retryAfterSeconds: null,
};

function ofUserError(error: UserError): ErrorAnswer {
  const { code, message, hint } = error;
  const own = error instanceof Refusal ? error : null;
  return {
    status: own?.status ?? errorStatus[code],
    code,
    message,
    hint,
    retryAfterSeconds: own?.retryAfterSeconds ?? null,
  };
}

const serviceWords: Record<ExternalKind, { did: string; hint: string }> = {
  unreachable: { did: 'did not answer', hint: 'Check that it runs and that its address is right.' },
  refused: { did: 'refused the request', hint: 'The log has its reason under this id.' },
  throttled: { did: 'asks for fewer requests', hint: 'Try again later.' },
  unauthorized: { did: 'does not accept our credentials', hint: 'Check them in the settings.' },
  unexpected: {
    did: 'answered something unexpected',
    hint: 'The log has the details under this id.',
  },
};

/** The message of the error stays in the log: it may quote what the service said. */
function ofService(error: ExternalError, now: Date): ErrorAnswer {
  const code = `service_${error.kind}` as const;
  const { did, hint } = serviceWords[error.kind];
  const waitMs = error.retryAt ? error.retryAt.getTime() - now.getTime() : null;
  return {
    status: errorStatus[code],
    code,
    message: `The ${error.service} ${did}.`,
    hint: error.service === 'database' ? storageHint(error.kind) : hint,
    retryAfterSeconds: waitMs === null ? null : Math.max(0, Math.ceil(waitMs / 1000)),
  };
}

const unreadable: Record<number, { message: string; hint: string }> = {
  413: { message: 'The body is too large.', hint: 'A body has at most 1 MiB.' },
  414: { message: 'The address is too long.', hint: 'Look at /api/openapi.json for the paths.' },
  415: { message: 'The body is not JSON.', hint: 'Send it with "content-type: application/json".' },
};

/** Requests that Fastify itself could not read; their status is kept. */
function ofFramework(error: unknown): ErrorAnswer | null {
  if (!(error instanceof Error) || !('statusCode' in error) || !('code' in error)) return null;
  const { statusCode: status, code } = error;
  if (typeof status !== 'number' || status < 400 || status > 499) return null;
  if (typeof code !== 'string' || !code.startsWith('FST_')) return null;
  const words = unreadable[status] ?? {
    message: 'The request could not be read.',
    hint: 'Check the address and that the body is valid JSON.',
  };
  return { status, code: 'bad_input', ...words, retryAfterSeconds: null };
}
