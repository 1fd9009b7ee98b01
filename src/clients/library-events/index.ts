import { io } from 'socket.io-client';
import { z } from 'zod';
import { ExternalError } from '../../errors.ts';
import { createHttp, expectOk, parseJson } from '../http.ts';

export type LibraryEvents = { stop: () => void };

const service = 'audiobookshelf';
/** Audiobookshelf allows forty logins in ten minutes from one address. */
const retryMs = 60_000;
const newBooks = ['item_added', 'items_added'];
const loginAnswer = z.object({ user: z.object({ accessToken: z.string().min(1) }) });

/**
 * Listens to the events of Audiobookshelf, which lets only a user in whose password is known; API keys
 * are refused there. `onNew`: books were added, or may have been while nobody listened. Connects again
 * for ever; each outage is told once.
 */
export function listenToLibrary(options: {
  baseUrl: string;
  username: string;
  password: string;
  userAgent: string;
  onNew: () => void;
  onFault: (error: unknown) => void;
}): LibraryEvents {
  const { origin, pathname } = new URL(options.baseUrl);
  const socket = io(origin, {
    path: `${pathname.replace(/\/$/, '')}/socket.io`,
    reconnectionDelayMax: retryMs,
    extraHeaders: { 'user-agent': options.userAgent },
  });
  let isTold = false;
  let retry: NodeJS.Timeout | undefined;

  const fault = (error: unknown) => {
    if (!isTold) options.onFault(error);
    isTold = true;
  };
  const begin = () => {
    logIn(options).then(
      (token) => socket.emit('auth', token),
      (error: unknown) => startOver(error),
    );
  };
  const startOver = (error: unknown) => {
    fault(error);
    clearTimeout(retry);
    retry = setTimeout(() => socket.disconnect().connect(), retryMs);
  };
  socket.on('connect', begin);
  socket.on('connect_error', fault);
  socket.on('auth_failed', () =>
    startOver(new ExternalError(service, 'unauthorized', 'audiobookshelf refuses our listening')),
  );
  socket.on('init', () => {
    isTold = false;
    options.onNew();
  });
  for (const name of newBooks) socket.on(name, options.onNew);
  return {
    stop() {
      clearTimeout(retry);
      socket.disconnect();
    },
  };
}

async function logIn(options: {
  baseUrl: string;
  username: string;
  password: string;
  userAgent: string;
}): Promise<string> {
  const { baseUrl, username, password, userAgent } = options;
  const answer = await createHttp({ service, baseUrl, userAgent })({
    method: 'POST',
    path: 'login',
    json: { username, password },
    headers: { 'x-return-tokens': 'true' },
  });
  expectOk(service, answer);
  const parsed = loginAnswer.safeParse(parseJson(service, answer));
  if (parsed.success) return parsed.data.user.accessToken;
  throw new ExternalError(service, 'unexpected', 'audiobookshelf gave no access token');
}
