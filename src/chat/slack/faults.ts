import type { webApi } from '@slack/bolt';
import { ExternalError, messageOf } from '../../errors.ts';

/** Slack, or a response address, read a request and said no; `code` is Slack's word for why. */
export class Refusal extends Error {
  readonly method: string;
  readonly code: string;
  /** The scope that was missing. */
  readonly needed: string | null;

  constructor(method: string, code: string, needed: string | null = null) {
    super(`${method}: ${code}${needed ? ` (${needed})` : ''}`);
    this.name = 'Refusal';
    this.method = method;
    this.code = code;
    this.needed = needed;
  }
}

const lostToken = new Set([
  'invalid_auth',
  'not_authed',
  'not_allowed_token_type',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'user_removed_from_team',
  'team_disabled',
]);
const ownFaults = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);
const badContent = new Set([
  'invalid_arguments',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_attachments',
  'msg_too_long',
  'msg_blocks_too_long',
  'no_text',
]);

export function isLostToken(error: unknown): boolean {
  return error instanceof Refusal && lostToken.has(error.code);
}

/** Whether it is the content Slack does not take: our mistake, or a picture it cannot fetch. */
export function isBadContent(error: unknown): boolean {
  return error instanceof Refusal && badContent.has(error.code);
}

/** A failed call of the Web API: a `Refusal` when Slack said no, else an ExternalError. */
export function readFailure(method: string, error: unknown, now: Date): Error {
  if (isKind<webApi.WebAPIPlatformError>(error, 'slack_webapi_platform_error')) {
    const { error: code, needed } = error.data as { error: unknown; needed?: unknown };
    return readRefusal(method, String(code), typeof needed === 'string' ? needed : null);
  }
  if (isKind<webApi.WebAPIRateLimitedError>(error, 'slack_webapi_rate_limited_error')) {
    const retryAt = new Date(now.getTime() + error.retryAfter * 1000);
    return new ExternalError('slack', 'throttled', `${method}: too many calls`, { retryAt });
  }
  if (isKind<webApi.WebAPIHTTPError>(error, 'slack_webapi_http_error')) {
    return new ExternalError('slack', 'unreachable', `${method} answered ${error.statusCode}`);
  }
  const message = `${method}: ${messageOf(error)}`.slice(0, 200);
  return new ExternalError('slack', 'unreachable', message, { cause: error });
}

function readRefusal(method: string, code: string, needed: string | null): Error {
  if (!/^[a-z][a-z0-9_]*$/.test(code)) {
    return new ExternalError('slack', 'unexpected', `${method} did not answer as Slack does`);
  }
  if (ownFaults.has(code)) return new ExternalError('slack', 'unreachable', `${method}: ${code}`);
  if (/^rate_?limited$/.test(code)) {
    return new ExternalError('slack', 'throttled', `${method}: too many calls`);
  }
  return new Refusal(method, code, needed);
}

/** For callers outside: a refusal as the error of an outside service. */
export function outsideError(error: unknown): unknown {
  if (!(error instanceof Refusal)) return error;
  const kind = isLostToken(error) ? 'unauthorized' : 'refused';
  return new ExternalError('slack', kind, error.message, { cause: error });
}

/** Whether the call may have had its effect although it failed. */
export function isDoubtful(error: unknown): boolean {
  return error instanceof ExternalError && error.kind !== 'throttled';
}

// The library's classes are known only after it was loaded.
function isKind<Kind extends Error>(error: unknown, code: string): error is Kind {
  return error instanceof Error && 'code' in error && error.code === code;
}
