import { type OpinionBook, onlyInOpinion } from './opinions.ts';
import { findOwnership, type OwnedBook } from './ownership.ts';
import { groupWorks, isOut, type SeriesEntry, type SeriesWork } from './series-works.ts';

export type { OwnedBook } from './ownership.ts';
export type { SeriesEntry } from './series-works.ts';

export type GapPolicy = {
  novellas: 'never' | 'ask' | 'always';
  omnibus: 'covers' | 'ignore';
  /** Two letters each; empty accepts all. */
  languages: readonly string[];
};

/** The best edition of a book that is not owned; `position` is written plainly, empty without number. */
export type Gap = SeriesEntry & { reason: string };
export type CoveredBook = { position: string; title: string; ownedId: number };

/** `total` counts the books that are out and wanted by policy: the owned and the missing ones. */
export type GapReport = {
  missing: Gap[];
  announced: Gap[];
  coveredByOmnibus: CoveredBook[];
  unsure: Gap[];
  owned: number;
  total: number;
  /** Why there is no answer; null when there is one. */
  reason: string | null;
};

/** Compares the list of one series with the owned books of it. */
export function findGaps(input: {
  entries: readonly SeriesEntry[];
  owned: readonly OwnedBook[];
  /** What another catalogue lists of the series. */
  opinions?: readonly OpinionBook[];
  /** YYYY-MM-DD */
  today: string;
  policy: GapPolicy;
}): GapReport {
  const { entries, owned, opinions = [], today, policy } = input;
  const { works, omnibuses } = groupWorks(entries, { languages: policy.languages, today });
  const ownership = findOwnership(works, omnibuses, owned);
  const report = emptyReport();
  const isComparable = ownership.any || works.length === 0;
  if (isComparable) {
    const { novellas } = policy;
    report.unsure.push(...onlyInOpinion(opinions, { works, owned, novellas, today }));
  }
  if (!ownership.any) return { ...report, reason: 'no owned book is in the list of this series' };
  for (const work of works) {
    const omnibus = policy.omnibus === 'covers' ? ownership.coveredBy(work) : undefined;
    const isOwned = ownership.works.has(work);
    if (!isOwned && omnibus) {
      const position = String(work.place);
      report.coveredByOmnibus.push({ position, title: work.best.title, ownedId: omnibus.id });
    }
    if (isOwned || omnibus) report.owned += Number(countsAsBook(work, policy));
    else sortIn(report, work, ownership.claims.get(work.place), today, policy);
  }
  return { ...report, total: report.owned + report.missing.length };
}

function emptyReport(): GapReport {
  const lists = { missing: [], announced: [], coveredByOmnibus: [], unsure: [] };
  return { ...lists, owned: 0, total: 0, reason: null };
}

function isNovella({ place }: SeriesWork): boolean {
  return place !== null && !Number.isInteger(place);
}

function countsAsBook(work: SeriesWork, policy: GapPolicy): boolean {
  return work.place !== null && (!isNovella(work) || policy.novellas === 'always');
}

function sortIn(
  report: GapReport,
  work: SeriesWork,
  claim: OwnedBook | undefined,
  today: string,
  policy: GapPolicy,
): void {
  const { place, best } = work;
  if (isNovella(work) && policy.novellas === 'never') return;
  if (place === null && work.doubt !== null) return;
  const doubt = work.doubt ?? doubtAboutPlace(work, claim, policy);
  const gap = { ...best, position: place === null ? '' : String(place) };
  if (doubt !== null) report.unsure.push({ ...gap, reason: doubt });
  else if (isOut(best, today)) report.missing.push({ ...gap, reason: 'not owned' });
  else report.announced.push({ ...gap, reason: `comes out on ${best.releaseDate}` });
}

function doubtAboutPlace(
  work: SeriesWork,
  claim: OwnedBook | undefined,
  policy: GapPolicy,
): string | null {
  if (work.place === null) return 'has no number in the series';
  if (claim) return `the library gives this number to "${claim.title}"`;
  return isNovella(work) && policy.novellas === 'ask' ? 'stands between the numbered books' : null;
}
