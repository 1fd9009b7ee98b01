import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { ExternalError, messageOf } from '../../errors.ts';

/** Discord's error codes that mean something to us. */
export const codes = {
  unknownChannel: 10003,
  unknownMember: 10007,
  unknownMessage: 10008,
  unknownUser: 10013,
  tooManyPins: 30003,
  unknownInteraction: 10062,
  tooManyOldEdits: 30046,
  answeredAlready: 40060,
  closedToUs: 50007,
  archivedThread: 50083,
  threadExists: 160004,
  missingAccess: 50001,
  missingPermissions: 50013,
  invalidForm: 50035,
} as const;

/** Whether Discord refused a request with one of these codes. */
export function isRefusal(error: unknown, ...among: readonly number[]): error is DiscordAPIError {
  return error instanceof DiscordAPIError && among.includes(Number(error.code));
}

/** A failed request as the error of an outside service; our own mistakes stay what they are. */
export function outsideError(error: unknown, now: Date): unknown {
  if (error instanceof RateLimitError) {
    const retryAt = new Date(now.getTime() + Math.max(error.retryAfter, error.timeToReset));
    return new ExternalError('discord', 'throttled', 'too many requests', { retryAt });
  }
  if (error instanceof DiscordAPIError) return refusalError(error);
  if (error instanceof HTTPError) {
    const options = { cause: error };
    return new ExternalError('discord', 'unreachable', `it answered ${error.status}`, options);
  }
  if (error instanceof SyntaxError) {
    return new ExternalError('discord', 'unexpected', 'its answer was no JSON', { cause: error });
  }
  if (!isNetworkError(error)) return error;
  return new ExternalError('discord', 'unreachable', messageOf(error), { cause: error });
}

/** Errors of connections carry a code, our own mistakes none. */
function isNetworkError(error: unknown): boolean {
  return error instanceof Error && ('code' in error || error.name === 'AbortError');
}

function refusalError(error: DiscordAPIError): unknown {
  const { status, code, message: text } = error;
  const message = `${text} (code ${code})`;
  if (status === 401) return new ExternalError('discord', 'unauthorized', message);
  if (status === 429) return new ExternalError('discord', 'throttled', message);
  if (status === 400) return error;
  return new ExternalError('discord', 'refused', message, { cause: error });
}
