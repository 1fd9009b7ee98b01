import type { EntityManager } from '@mikro-orm/postgresql';
import type { MissingBook } from '../library/missing-book.entity.ts';
import { sameWork } from '../library/match.ts';
import { wantedWork } from '../library/wanted-work.ts';
import { compareWithOwned, type OwnedEdition } from '../releases/compare-owned.ts';
import type { RefusedRelease, Release } from '../releases/facts.ts';
import { ownedEdition } from '../releases/owned.ts';
import { type Choice, pick } from '../releases/pick.ts';
import { brokenCopy } from '../replacing/broken-copy.ts';

type Judging = Omit<Parameters<typeof pick>[0], 'wanted'>;

/**
 * Chooses the release of a wanted book. One that would replace an owned book has to be superior to the
 * edition on the shelf, or as good as one whose files there are damaged; without a book on the shelf any more there is nothing to replace.
 */
export async function chooseFor(
  em: EntityManager,
  missing: MissingBook,
  judging: Judging,
): Promise<Choice> {
  const wanted = await wantedWork(em, missing);
  if (missing.replacesBookId == null) return pick({ wanted, ...judging });
  const owned = await ownedEdition(em, missing.replacesBookId);
  const broken = await brokenCopy(em, missing.replacesBookId);
  const superior = judging.releases.filter((release) => replaces(release, owned, broken));
  const choice = pick({ wanted, ...judging, releases: superior });
  const others = judging.releases.filter(
    (release) => !superior.includes(release) && sameWork(wanted, release).same,
  );
  return { ...choice, refused: [...choice.refused, ...others.map((one) => notBetter(one, owned))] };
}

function replaces(
  release: Release,
  owned: OwnedEdition | null,
  broken: { trackerId: string | null } | null,
): boolean {
  if (!owned) return false;
  const { verdict, isOtherNarrator } = compareWithOwned(release, owned);
  if (verdict === 'superior') return true;
  const isSound = broken !== null && broken.trackerId !== release.trackerId;
  return isSound && verdict === 'equal' && !isOtherNarrator;
}

function notBetter(
  release: Release,
  owned: OwnedEdition | null,
): { release: Release; rejections: RefusedRelease['rejections'] } {
  const rejection = owned && compareWithOwned(release, owned).rejection;
  const gone = { rule: 'owned', got: 'no longer on the shelf', want: 'an edition to replace' };
  return { release, rejections: [rejection ?? gone] };
}
