import type { EntityManager } from '@mikro-orm/postgresql';
import { Book } from '../library/book.entity.ts';
import { compareWithOwned } from '../releases/compare-owned.ts';
import type { Release } from '../releases/facts.ts';
import { ownedEditions } from '../releases/owned.ts';
import { wantBetter } from '../replacing/want-better.ts';

/**
 * Has those owned books searched of which a superior edition has just been uploaded, in a wanted
 * language; answers how many. What people have hidden stays so.
 */
export async function wantSuperior(
  em: EntityManager,
  releases: readonly Release[],
  { languages, now }: { languages: readonly string[]; now: Date },
): Promise<number> {
  const readable = releases.filter(
    ({ language }) => languages.length === 0 || languages.includes(language ?? ''),
  );
  const editionOf = await ownedEditions(em, readable);
  const found = new Set<number>();
  for (const release of readable) {
    const owned = editionOf(release);
    if (owned && compareWithOwned(release, owned).verdict === 'superior') found.add(owned.id);
  }
  for (const id of found) {
    const book = await em.findOneOrFail(Book, id);
    book.duplicateStatus = 'superior_available';
    await wantBetter(em, book, { actor: null, now });
  }
  return found.size;
}
