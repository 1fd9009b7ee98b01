import { REST, type RESTOptions } from 'discord.js';
import { faultOf, startRequest } from '../../finished-request.ts';

const timeoutMs = 15_000;
/** Longer waits are told to the caller, who has a queue of his own. */
const longestWaitMs = 1000;

type Answer = Awaited<ReturnType<RESTOptions['makeRequest']>>;

/**
 * Node's own way to ask. The library's default shares its connections with every copy of that library in
 * the process, Node's among them, and one of another version refuses the files it sends.
 */
export const makeRequest: RESTOptions['makeRequest'] = async (url, init) => {
  const tell = startRequest('discord');
  try {
    // The types come from another copy of the library that Node has built in.
    const answer = await fetch(url, { ...(init as unknown as RequestInit), redirect: 'error' });
    tell(faultOf(answer.status, answer.headers.has('retry-after')) ?? 'ok');
    return answer as unknown as Answer;
  } catch (error) {
    tell('unreachable');
    // The reason, with its code, is wrapped in a TypeError that says only that it failed.
    throw error instanceof TypeError && error.cause instanceof Error ? error.cause : error;
  }
};

/** The REST side, apart from the gateway's own: one attempt, and it outlives reconnects. */
export function createRest(token: string, apiUrl: string): REST {
  return new REST({
    api: apiUrl,
    makeRequest,
    retries: 0,
    timeout: timeoutMs,
    rejectOnRateLimit: ({ retryAfter, timeToReset }) =>
      Math.max(retryAfter, timeToReset) > longestWaitMs,
  }).setToken(token);
}
