import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { bestCandidate } from './judge-candidate.ts';
import type { BookQuery, Candidate } from './provider.ts';

const dayMs = 86_400_000;
/** A book that was found changes little; one that was not may be listed any day. */
const ageDays = { found: 30, notFound: 7 } as const;

/** What the provider came up with the last time it was asked the same, unless that is too long ago. */
export async function rememberedAnswer(
  em: EntityManager,
  provider: string,
  query: BookQuery,
  now: Date,
): Promise<Candidate[] | null> {
  const [row] = await em.execute<{ candidates: Candidate[]; asked_at: Date }[]>(
    'select candidates, asked_at from provider_answers where provider = ? and question = ?',
    [provider, questionOf(query)],
  );
  if (!row) return null;
  const days = bestCandidate(query, row.candidates) ? ageDays.found : ageDays.notFound;
  return now.getTime() - row.asked_at.getTime() < days * dayMs ? row.candidates : null;
}

export async function keepAnswer(
  em: EntityManager,
  provider: string,
  query: BookQuery,
  { candidates, now }: { candidates: readonly Candidate[]; now: Date },
): Promise<void> {
  await em.execute(
    `insert into provider_answers (provider, question, candidates, asked_at) values (?, ?, ?::jsonb, ?)
     on conflict (provider, question) do update set
       candidates = excluded.candidates, asked_at = excluded.asked_at`,
    [provider, questionOf(query), JSON.stringify(candidates), now],
  );
}

/** What providers are asked by; what else is known only judges their answers. */
function questionOf({ asin, isbn, title, authors }: BookQuery): string {
  const asked = JSON.stringify([asin ?? null, isbn, title, authors[0] ?? null]);
  return createHash('sha256').update(asked).digest('hex');
}
