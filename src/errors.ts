/** Everything a caller can put right; shown as it is, never logged as a fault. */
export type UserErrorCode =
  | 'bad_input'
  | 'unknown_command'
  | 'not_found'
  | 'not_allowed'
  | 'already_decided'
  | 'expired'
  | 'rate_limited'
  | 'conflict'
  | 'frozen';

/** A mistake or a refusal the caller can act on: what happened (`message`) and what to do (`hint`). */
export class UserError extends Error {
  readonly code: UserErrorCode;
  readonly hint: string;

  constructor(code: UserErrorCode, message: string, hint: string) {
    super(message);
    this.name = 'UserError';
    this.code = code;
    this.hint = hint;
  }
}

const serviceNames = [
  'tracker',
  'prowlarr',
  'qbittorrent',
  'audiobookshelf',
  'audible',
  'hardcover',
  'goodreads',
  'audnexus',
  'google-books',
  'itunes',
  'open-library',
  'custom-provider',
  'model',
  'transcription',
  'database',
  'discord',
  'slack',
  'ntfy',
  'gotify',
  'webhook',
  'hooks',
  'smtp',
] as const;
export type ServiceName = (typeof serviceNames)[number];

export function isServiceName(text: string | null): text is ServiceName {
  return serviceNames.some((name) => name === text);
}

export type ExternalKind = 'unreachable' | 'refused' | 'throttled' | 'unauthorized' | 'unexpected';

/** Another program did not do its part; `retryAt` is set when it said when to come back. */
export class ExternalError extends Error {
  readonly service: ServiceName;
  readonly kind: ExternalKind;
  readonly retryAt: Date | undefined;

  constructor(
    service: ServiceName,
    kind: ExternalKind,
    message: string,
    options: { retryAt?: Date | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'ExternalError';
    this.service = service;
    this.kind = kind;
    this.retryAt = options.retryAt;
  }
}

/** The tracker lets this account begin no more torrents for now: too many of its own owe seed time. */
export class NoRoomError extends ExternalError {
  constructor() {
    super('tracker', 'refused', 'tracker lets this account begin no more torrents for now (406)');
    this.name = 'NoRoomError';
  }
}

/** We have asked as often as we allow ourselves for a day; nothing was sent. */
export class QuotaUsedError extends ExternalError {
  constructor(service: ServiceName, perDay: number, retryAt: Date) {
    super(service, 'throttled', `${service}: daily quota of ${perDay} requests used`, { retryAt });
    this.name = 'QuotaUsedError';
  }
}

/** Values in the configuration that cannot be used; carries every problem at once. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** The sentence of any thrown value, for logs and stored reasons. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
