import { createMam } from './clients/mam/index.ts';
import type { Config } from './config.ts';
import { createTrackerSession } from './db/tracker-session.ts';
import { fetchConsent } from './rulebook/consent.ts';
import type { Services } from './services.ts';
import { readPolicy } from './settings/stored.ts';

type Surroundings = Pick<Services, 'em' | 'seal' | 'now' | 'sleep'> & { random: () => number };

/** The one way to the tracker, in the session that all threads and processes share. */
export function openTracker({ settings }: Config, around: Surroundings): Services['mam'] {
  if (!settings.MAM_ID) return null;
  const { em, now } = around;
  const session = createTrackerSession({
    ...around,
    configuredCookie: settings.MAM_ID,
    spacingSeconds: {
      search: settings.MAM_SEARCH_SECONDS,
      torrent: settings.MAM_TORRENT_SECONDS,
      account: 1,
    },
    searchesPerDay: settings.MAM_SEARCHES_PER_DAY,
  });
  return createMam({
    baseUrl: settings.MAM_URL,
    userAgent: settings.MAM_USER_AGENT,
    session,
    now,
    mayReadPages: async () => {
      const { rulesFetch } = await readPolicy(em(), settings);
      return rulesFetch === 'on' && (await fetchConsent(em(), now())) !== null;
    },
  });
}
