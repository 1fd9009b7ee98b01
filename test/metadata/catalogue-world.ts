import type { EntityManager } from '@mikro-orm/postgresql';
import { afterEach, beforeEach } from 'vitest';
import { createAudible } from '../../src/clients/audible/index.ts';
import { loadConfig } from '../../src/config.ts';
import type { ProviderServices } from '../../src/metadata/catalogues.ts';
import { openCatalogues } from '../../src/open-catalogues.ts';
import type { Book } from '../../src/sandbox/books.ts';
import { type Catalogue, startCatalogue } from '../../src/sandbox/catalogue.ts';
import { type HardcoverServer, startHardcover } from '../../src/sandbox/hardcover.ts';
import { type ProviderServer, startProviders } from '../../src/sandbox/providers.ts';
import { realTime } from '../../src/time.ts';

/** The stand-ins of all catalogues, new for each test, and the services that ask them. */
export type CatalogueWorld = {
  audible: Catalogue;
  hardcover: HardcoverServer;
  others: ProviderServer;
  /** As a process has them that was started with these settings as well. */
  services: (changes?: Record<string, string>, em?: () => EntityManager) => ProviderServices;
  /** The requests all of them got, by their kinds in the order of the servers. */
  asked: () => string[];
};

export function useCatalogues(database: () => EntityManager): CatalogueWorld {
  const world = {} as CatalogueWorld;
  beforeEach(async () => {
    const audible = await startCatalogue({ now: () => new Date() });
    const hardcover = await startHardcover();
    const others = await startProviders();
    const services: CatalogueWorld['services'] = (changes = {}, em = database) => {
      const config = loadConfig({
        ...others.environment,
        AUDIBLE_URL: audible.url,
        HARDCOVER_URL: hardcover.url,
        HARDCOVER_TOKEN: hardcover.token,
        ...changes,
      });
      return {
        config,
        audible: createAudible({ baseUrl: audible.url, region: 'us', userAgent: 'tests' }),
        ...openCatalogues(config, em, 'tests', realTime.now),
      };
    };
    const asked = () =>
      [audible, hardcover, others].flatMap(({ requests }) => requests.map(({ kind }) => kind));
    Object.assign(world, { audible, hardcover, others, services, asked });
  });
  afterEach(async () => {
    await Promise.all([world.audible.stop(), world.hardcover.stop(), world.others.stop()]);
  });
  return world;
}

/** Puts a book of the sandbox on the shelf; answers its number. */
export async function shelve(
  em: EntityManager,
  book: Book,
  changes: { asin?: string | null; narrator?: string | null } = {},
): Promise<number> {
  const { asin = book.asin, narrator = book.narrators.join(', ') } = changes;
  const [row] = await em.execute<{ id: number }[]>(
    `insert into books (abs_id, title, author, asin, narrator, duration_minutes, seen_at)
     values (gen_random_uuid()::text, ?, ?, ?, ?, ?, now()) returning id`,
    [book.title, book.author, asin, narrator, book.minutes],
  );
  return row?.id ?? 0;
}
