import type { EntityManager } from '@mikro-orm/postgresql';
import { readBookQuery } from './book-query.ts';
import { type ProviderServices, providersOf } from './catalogues.ts';
import { recordEvidence } from './evidence.ts';
import type { FieldName } from './facts.ts';
import { type Heard, type Silent, walkChain } from './walk-chain.ts';

export type ProvidersReport = {
  /** Who was asked, and how sure each is that it knows the book; null when it does not know it. */
  asked: { provider: string; confidence: number | null }[];
  /** Who could not be asked or did not answer; what they said before still counts. */
  silent: Silent[];
};

/**
 * Asks the catalogues about a book of the library and keeps as evidence what each of them says now.
 * Waits for other programs: not inside a transaction.
 */
export async function askProviders(
  services: ProviderServices,
  em: EntityManager,
  book: { id: number },
  { now, wanted }: { now: Date; wanted?: readonly FieldName[] },
): Promise<ProvidersReport> {
  const query = await readBookQuery(em, book.id);
  const { heard, silent } = await walkChain(em, providersOf(services), query, {
    now,
    agreement: services.config.settings.METADATA_AGREEMENT,
    ...(wanted ? { wanted } : {}),
  });
  await em.transactional(async (inner) => {
    for (const one of heard) await keep(inner, book.id, one, now);
  });
  return {
    asked: heard.map(({ provider, best }) => ({ provider, confidence: best?.confidence ?? null })),
    silent,
  };
}

async function keep(
  em: EntityManager,
  bookId: number,
  { provider, best }: Heard,
  now: Date,
): Promise<void> {
  const confidence = best?.confidence ?? null;
  await recordEvidence(em, bookId, best?.facts ?? {}, {
    source: provider,
    confidence: confidence ?? 0,
    seenAt: now,
  });
  await em.execute(
    `insert into provider_lookups (book_id, provider, confidence, asked_at) values (?, ?, ?, ?)
     on conflict (book_id, provider) do update set
       confidence = excluded.confidence, asked_at = excluded.asked_at`,
    [bookId, provider, confidence, now],
  );
}
