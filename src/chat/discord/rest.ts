import { REST } from 'discord.js';

const timeoutMs = 15_000;
/** Longer waits are told to the caller, who has a queue of his own. */
const longestWaitMs = 1000;

/** The REST side, apart from the gateway's own: one attempt, and it outlives reconnects. */
export function createRest(token: string, apiUrl: string): REST {
  return new REST({
    api: apiUrl,
    retries: 0,
    timeout: timeoutMs,
    rejectOnRateLimit: ({ retryAfter, timeToReset }) =>
      Math.max(retryAfter, timeToReset) > longestWaitMs,
  }).setToken(token);
}
