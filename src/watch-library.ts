import { messageOf } from './errors.ts';
import { requestRun } from './job/requests.ts';
import type { Services } from './services.ts';
import { version } from './version.ts';

/** Has new books noticed as soon as Audiobookshelf tells of them; without its login the clock does it. */
export async function watchLibrary(services: Services): Promise<(() => void) | null> {
  const { config, em, log, now } = services;
  const { ABS_URL: baseUrl, ABS_USERNAME: username, ABS_PASSWORD: password } = config.settings;
  if (!services.audiobookshelf || !baseUrl || !username || !password) return null;
  const { listenToLibrary } = await import('./clients/library-events/index.ts');
  const request = { job: 'arrivals', cause: 'event', actor: null, input: {} } as const;
  const events = listenToLibrary({
    baseUrl,
    username,
    password,
    userAgent: `Shelfwarden/${version}`,
    onNew() {
      requestRun(em(), { ...request, now: now() }).catch((error: unknown) => {
        log.warn({ cause: messageOf(error) }, 'new books could not be asked for');
      });
    },
    onFault: (error) => {
      const text = 'Audiobookshelf is not listened to; new books are noticed every five minutes';
      log.warn({ cause: messageOf(error) }, text);
    },
  });
  return events.stop;
}
