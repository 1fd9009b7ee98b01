import { createAudnexus } from './clients/audnexus/index.ts';
import { createCustomProvider } from './clients/custom-provider/index.ts';
import { createGoogleBooks } from './clients/google-books/index.ts';
import { createHardcover } from './clients/hardcover/index.ts';
import { createItunes } from './clients/itunes/index.ts';
import { createOpenLibrary } from './clients/open-library/index.ts';
import type { Config } from './config.ts';
import { takeFromQuota } from './db/daily-quota.ts';
import { type Pace, waitForTurn } from './db/request-pace.ts';
import type { ServiceName } from './errors.ts';
import { readCustomList } from './metadata/custom-list.ts';
import type { Services } from './services.ts';
import type { Time } from './time.ts';

/** What the services allow or ask for; nothing is published for Apple's shop and custom servers. */
const paces = {
  audnexus: { perMinute: 100, burst: 5 },
  hardcover: { perMinute: 60, burst: 10 },
  'google-books': { perMinute: 60, burst: 1 },
  itunes: { perMinute: 20, burst: 1 },
  'open-library': { perMinute: 60, burst: 1 },
} as const satisfies Partial<Record<ServiceName, Omit<Pace, 'service'>>>;
const customPace = { perMinute: 60, burst: 5 };
const hardcoverPerDay = 5000;

type Em = Services['em'];
type Opened = Pick<Services, 'hardcover' | 'catalogues'>;

/** The catalogues that are asked about single books, each with its pace and its quota. */
export function openCatalogues(
  { settings }: Config,
  em: Em,
  userAgent: string,
  now: Time['now'],
): Opened {
  const quotas = new Map<string, number>([
    ['hardcover', hardcoverPerDay],
    ['google-books', settings.GOOGLE_BOOKS_PER_DAY],
  ]);
  const paced = (service: keyof typeof paces) => ({
    userAgent,
    now,
    pace: async () => {
      const perDay = quotas.get(service);
      if (perDay !== undefined) await takeFromQuota(em(), { service, perDay }, now());
      await waitForTurn(em(), { service, ...paces[service] });
    },
  });
  const { HARDCOVER_URL: url, HARDCOVER_TOKEN: token } = settings;
  const audnexus = { ...paced('audnexus'), region: settings.AUDIBLE_REGION };
  const googleBooks = { ...paced('google-books'), apiKey: settings.GOOGLE_BOOKS_API_KEY };
  const itunes = { ...paced('itunes'), country: countryOf(settings.AUDIBLE_REGION) };
  return {
    hardcover: token ? createHardcover({ ...paced('hardcover'), url, token }) : null,
    catalogues: {
      audnexus: createAudnexus({ ...audnexus, baseUrl: settings.AUDNEXUS_URL }),
      googleBooks: createGoogleBooks({ ...googleBooks, baseUrl: settings.GOOGLE_BOOKS_URL }),
      itunes: createItunes({ ...itunes, baseUrl: settings.ITUNES_URL }),
      openLibrary: createOpenLibrary({
        ...paced('open-library'),
        baseUrl: settings.OPEN_LIBRARY_URL,
      }),
      custom: readCustomList(settings.METADATA_PROVIDERS).map((one) => {
        const pace = { service: `custom:${one.name}`, ...customPace };
        const { url: baseUrl, authorization } = one;
        const options = { userAgent, baseUrl, pace: () => waitForTurn(em(), pace) };
        const client = createCustomProvider({ ...options, authorization });
        return { name: one.name, weight: one.weight, client };
      }),
      quotas,
    },
  };
}

/** Audible calls the United Kingdom "uk"; the other regions are the codes of their countries. */
function countryOf(region: string): string {
  const code = region.toLowerCase();
  return code === 'uk' ? 'gb' : code;
}
