import type { EntityManager } from '@mikro-orm/postgresql';
import type { LibraryItem } from '../clients/audiobookshelf/index.ts';
import { storableJson } from '../storable.ts';
import { askProviders, type ProvidersReport } from './ask-providers.ts';
import type { ProviderServices } from './catalogues.ts';
import { recordEvidence } from './evidence.ts';
import { type Gathered, gatherFacts, type GatherServices } from './gather/gather.ts';

export type AskServices = GatherServices & ProviderServices;

/** Who told something of a book, and who could not be asked, with the reason. */
export type BookScan = { heard: string[]; silent: { source: string; reason: string }[] };

/**
 * Looks at the book itself and asks the catalogues, and keeps as evidence what each says now. May be
 * repeated at any time: what was heard or answered before is not asked for again. `hears`: its opening
 * is sent to be heard if it was not. Waits for other programs: not inside a transaction.
 */
export async function askEverybody(
  services: AskServices,
  em: EntityManager,
  { id, item }: { id: number; item: LibraryItem },
  { now, hears }: { now: Date; hears: boolean },
): Promise<ProvidersReport & { unread: { provider: string; reason: string }[] }> {
  const own = await gatherFacts(services, { id, item }, { hears });
  await em.transactional(async (inner) => {
    for (const { source, facts, confidence } of own.told) {
      await recordEvidence(inner, id, facts, { source, confidence, seenAt: now });
    }
  });
  const report = await askProviders(services, em, { id }, { now });
  await em.execute(
    `insert into book_scans (book_id, report, scanned_at) values (?, ?::jsonb, ?)
     on conflict (book_id) do update set
       report = excluded.report, scanned_at = excluded.scanned_at`,
    [id, storableJson(scanOf(own, report)), now],
  );
  return {
    ...report,
    unread: own.silent.map(({ source, reason }) => ({ provider: source, reason })),
  };
}

function scanOf(own: Gathered, { asked, silent }: ProvidersReport): BookScan {
  const told = own.told.filter(({ facts }) => Object.keys(facts).length > 0);
  const known = asked.filter(({ confidence }) => confidence !== null);
  return {
    heard: [...told.map(({ source }) => source), ...known.map(({ provider }) => provider)],
    silent: [
      ...own.silent,
      ...silent.map(({ provider, reason }) => ({ source: provider, reason })),
    ],
  };
}
