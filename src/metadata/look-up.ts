import type { EntityManager } from '@mikro-orm/postgresql';
import { findBooks } from '../library/find-books.ts';
import { readBookQuery } from './book-query.ts';
import { type ProviderServices, providersOf } from './catalogues.ts';
import type { BookFacts } from './facts.ts';
import { judgeCandidate } from './judge-candidate.ts';
import { knownFacts } from './known-facts.ts';
import type { BookQuery, Candidate } from './provider.ts';
import { type Silent, walkChain } from './walk-chain.ts';

export type FoundBook = { source: string; confidence: number; facts: BookFacts };
export type LookUp = { matches: FoundBook[]; silent: Silent[] };

/** The library's own record; no catalogue has this name. */
const ownSource = 'shelf';
/** Who asks waits ten seconds. */
const withinMs = 8000;
const mostMatches = 20;
const mostOwn = 10;

/**
 * Which books a person may mean, the surest first: those of the library, then what the catalogues
 * know. The person chooses among editions, so each keeps its own narrator and length.
 */
export async function lookUp(
  services: ProviderServices,
  em: EntityManager,
  asked: { title: string; author: string | null; isbn: string | null },
  now: Date,
): Promise<LookUp> {
  const query: BookQuery = {
    title: asked.title,
    authors: asked.author === null ? [] : [asked.author],
    series: [],
    asin: /^B0[0-9A-Z]{8}$/.test(asked.title) ? asked.title : null,
    isbn: asked.isbn,
    language: null,
  };
  const own = await ownBooks(em, query);
  const { heard, silent } = await walkChain(em, providersOf(services), query, {
    now,
    agreement: services.config.settings.METADATA_AGREEMENT,
    withinMs,
  });
  const others = heard.flatMap(({ provider, candidates }) =>
    candidates.flatMap((candidate) => found(query, provider, candidate)),
  );
  const sorted = [...own, ...others].toSorted((a, b) => b.confidence - a.confidence);
  return { matches: onceEach(sorted).slice(0, mostMatches), silent };
}

async function ownBooks(em: EntityManager, query: BookQuery): Promise<FoundBook[]> {
  const { rows } = await findBooks(em, { text: query.title, limit: mostOwn, offset: 0 });
  const books: FoundBook[] = [];
  for (const { id } of rows) {
    const facts = await knownFacts(em, id, await readBookQuery(em, id));
    books.push(...found(query, ownSource, { facts, speaksOf: 'recording', isbns: [] }));
  }
  return books;
}

function found(query: BookQuery, source: string, candidate: Candidate): FoundBook[] {
  const judged = judgeCandidate(query, candidate);
  if (!judged) return [];
  return [{ source, confidence: judged.confidence, facts: candidate.facts }];
}

/** Of one recording the first who told it. */
function onceEach(books: readonly FoundBook[]): FoundBook[] {
  const asins = books.map(({ facts }) => facts.asin);
  return books.filter((_, index) => {
    const asin = asins[index];
    return asin === undefined || asins.indexOf(asin) === index;
  });
}
