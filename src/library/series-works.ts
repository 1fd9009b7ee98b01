import { isCollectionTitle, isDramatisedText } from './edition.ts';
import { languageCode } from './language.ts';
import { isSpan, type Position, parsePosition } from './position.ts';
import { foldTitle, titleForms } from './title.ts';

/** One edition in the list of a series, as a catalogue shows it. */
export type SeriesEntry = {
  asin: string;
  title: string;
  /** As written by the catalogue; empty for a companion without number. */
  position: string;
  /** YYYY-MM-DD */
  releaseDate: string | null;
  language: string | null;
  authors: string[];
  narrators: string[];
  runtimeMinutes: number | null;
  isUnabridged: boolean | null;
  ratingCount: number | null;
  isPurchasable: boolean | null;
  coverUrl: string | null;
};

/** All editions at one place of a series; `doubt` says why even the best of them is not plainly the book. */
export type SeriesWork = {
  place: number | null;
  best: SeriesEntry;
  editions: SeriesEntry[];
  doubt: string | null;
};

export type Omnibus = { entry: SeriesEntry; span: Position };

type Preference = { languages: readonly string[]; today: string };

/** Groups the entries of a series into works, one for each number and each unnumbered title, and omnibuses. */
export function groupWorks(
  entries: readonly SeriesEntry[],
  preference: Preference,
): { works: SeriesWork[]; omnibuses: Omnibus[] } {
  const placed = entries.map((entry) => ({ entry, position: parsePosition(entry.position) }));
  const omnibuses = placed.flatMap(({ entry, position }) =>
    position && isSpan(position) ? [{ entry, span: position }] : [],
  );
  const numbered = Map.groupBy(
    placed.filter(({ position }) => position && !isSpan(position)),
    ({ position }) => position?.from ?? null,
  );
  const works = [...numbered].map(([place, editions]) => {
    return toWork(
      place,
      editions.map(({ entry }) => entry),
      preference,
    );
  });
  const unnumbered = placed.flatMap(({ entry, position }) => (position ? [] : [entry]));
  // Titles are only read where there is something to hold them against.
  const numberedTitles = new Set(
    unnumbered.length === 0 ? [] : works.flatMap(({ editions }) => editions.flatMap(wholeTitles)),
  );
  const companions = unnumbered.filter(
    (entry) => !wholeTitles(entry).some((title) => numberedTitles.has(title)),
  );
  const extras = [...Map.groupBy(companions, ({ title }) => foldTitle(title)).values()];
  const extraWorks = extras.map((editions) => toWork(null, editions, preference));
  return { works: [...works, ...extraWorks].toSorted(byPlace), omnibuses };
}

/** False also when no date is known and nobody can have bought it. */
export function isOut(entry: SeriesEntry, today: string): boolean {
  if (entry.releaseDate !== null) return entry.releaseDate <= today;
  return (entry.ratingCount ?? 0) > 0 || entry.isPurchasable === true;
}

function wholeTitles({ title }: SeriesEntry): string[] {
  return titleForms(title);
}

function toWork(place: number | null, editions: SeriesEntry[], preference: Preference): SeriesWork {
  const ranked =
    editions.length === 1
      ? editions
      : editions
          .map((entry) => ({ entry, rank: editionRank(entry, preference) }))
          .sort(compareRanked)
          .map(({ entry }) => entry);
  const [best] = ranked as [SeriesEntry];
  return { place, best, editions: ranked, doubt: doubtAbout(best, preference) };
}

function byPlace(a: SeriesWork, b: SeriesWork): number {
  return (a.place ?? Infinity) - (b.place ?? Infinity) || (a.best.asin < b.best.asin ? -1 : 1);
}

type Ranked = { entry: SeriesEntry; rank: number[] };

function compareRanked(a: Ranked, b: Ranked): number {
  const index = a.rank.findIndex((value, step) => value !== b.rank[step]);
  if (index === -1) return a.entry.asin < b.entry.asin ? -1 : 1;
  return (a.rank[index] ?? 0) - (b.rank[index] ?? 0);
}

/** Smaller is better, the first difference decides. */
function editionRank(entry: SeriesEntry, { languages, today }: Preference): number[] {
  return [
    Number(!isWantedLanguage(entry, languages)),
    Number(adaptation(entry) !== null),
    Number(!isOut(entry, today)),
    Number(entry.isUnabridged === false),
    Number(entry.isPurchasable === false),
    -(entry.ratingCount ?? 0),
  ];
}

function doubtAbout(entry: SeriesEntry, { languages }: Preference): string | null {
  if (!isWantedLanguage(entry, languages))
    return `known only in ${entry.language ?? 'an unknown language'}`;
  if (entry.releaseDate === null && !isOut(entry, '')) return 'no release date known';
  return adaptation(entry);
}

function adaptation({ title, position }: SeriesEntry): string | null {
  if (isDramatisedText(title)) return 'known only as a dramatised adaptation';
  if (isCollectionTitle(title)) return 'known only as a collection';
  return parsePosition(position)?.part === undefined ? null : 'known only in parts';
}

function isWantedLanguage({ language }: SeriesEntry, languages: readonly string[]): boolean {
  const code = languageCode(language);
  return languages.length === 0 || (code !== null && languages.includes(code));
}
