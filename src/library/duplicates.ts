import { compareWithOwned, type OwnedEdition } from '../releases/compare-owned.ts';
import { sameWork, type WorkKey } from './match.ts';
import { sameRecording } from './recording.ts';
import { foldName, foldSeries } from './text.ts';
import { titleForms } from './title.ts';

/** One book on the shelf: the work it is and in which edition. */
export type Copy = WorkKey & OwnedEdition & { narrators: readonly string[] };

export type Duplicates = {
  /** `readings`: several narrators of a work, each of which may be wanted. */
  kind: 'same-recording' | 'same-work' | 'readings';
  title: string;
  author: string;
  books: number[];
  /** The better book; null when none is better than all others. */
  better: number | null;
  why: string;
  proposal: string;
};

/** Works that stand on the shelf more than once. Books are compared only where a key is shared. */
export function findDuplicates(copies: readonly Copy[]): Duplicates[] {
  return groupWorks(copies).flatMap((group) => {
    const readings = groupBy(group, isSameReading);
    const several = readings.length > 1 ? [describeReadings(readings)] : [];
    return [...several, ...readings.filter((one) => one.length > 1).map(describeCopies)];
  });
}

/** Every set of two or more copies of one work. */
function groupWorks(copies: readonly Copy[]): Copy[][] {
  const buckets = new Map<string, Copy[]>();
  for (const copy of copies) {
    for (const key of new Set(keysOf(copy))) {
      const bucket = buckets.get(key);
      if (bucket) bucket.push(copy);
      else buckets.set(key, [copy]);
    }
  }
  const groupOf = new Map<Copy, Set<Copy>>();
  for (const bucket of buckets.values()) {
    for (const [first, ...others] of groupBy(bucket, isSameWork)) {
      if (!first || others.length === 0) continue;
      const members = [first, ...others].flatMap((one) => [...(groupOf.get(one) ?? [one])]);
      const merged = new Set(members);
      for (const one of merged) groupOf.set(one, merged);
    }
  }
  return [...new Set(groupOf.values())].map((group) => [...group].sort((a, b) => a.id - b.id));
}

function keysOf({ title, authors, series, asin }: Copy): string[] {
  const surnames = authors.map((name) => foldName(name).split(' ').at(-1) ?? '');
  return [
    ...(asin ? [`asin ${asin.toUpperCase()}`] : []),
    ...surnames.flatMap((surname) => [
      ...titleForms(title).map((form) => `title ${surname} ${form}`),
      ...series.flatMap(({ name, position }) =>
        position ? [`place ${surname} ${foldSeries(name)} ${position}`] : [],
      ),
    ]),
  ];
}

/** Puts everything with the first it is like. */
function groupBy(copies: readonly Copy[], isLike: (a: Copy, b: Copy) => boolean): Copy[][] {
  const groups: Copy[][] = [];
  for (const copy of copies) {
    const group = groups.find(([first]) => first !== undefined && isLike(first, copy));
    if (group) group.push(copy);
    else groups.push([copy]);
  }
  return groups;
}

/** What is known of the recording says nothing of the work. */
function isSameWork(a: Copy, b: Copy): boolean {
  const work = ({ title, authors, series, asin = null }: Copy) => ({
    title,
    authors,
    series,
    asin,
  });
  return sameWork(work(a), work(b)).same;
}

/** An unknown narrator may be any. */
function isSameReading(a: Copy, b: Copy): boolean {
  return !compareWithOwned(asEdition(a), b).isOtherNarrator;
}

function asEdition(copy: Copy) {
  return { ...copy, bitrateSource: 'mediainfo' as const };
}

function describeReadings(readings: readonly Copy[][]): Duplicates {
  const [[first] = []] = readings;
  const names = readings.map(([one]) => one?.narrators.join(', ') || 'an unknown voice');
  return {
    ...named(first),
    kind: 'readings',
    books: readings.flat().map(({ id }) => id),
    better: null,
    why: `read by ${names.join(' and by ')}`,
    proposal: 'Keep the readings you want; which voice is better is for you to say.',
  };
}

function describeCopies(copies: readonly Copy[]): Duplicates {
  const [first, second] = copies;
  const isSame = copies.every((one) => !first || sameRecording(first, one).relation === 'same');
  const best = copies.find((one) => copies.every((other) => other === one || isBetter(one, other)));
  const next = copies.find((one) => one !== best) ?? second;
  const reason =
    best && next
      ? compareWithOwned(asEdition(best), next).reason.replace('owned', 'the other')
      : null;
  const others = copies.filter((one) => one !== best).map(({ id }) => id);
  return {
    ...named(first),
    kind: isSame ? 'same-recording' : 'same-work',
    books: copies.map(({ id }) => id),
    better: best?.id ?? null,
    why: reason ?? 'none is better by length and bitrate as far as they are known',
    proposal: best
      ? `Keep ${best.id}. Remove ${others.join(' and ')} in Audiobookshelf once nobody listens there; the bot removes no book.`
      : 'Listen to both and keep the one you like; the bot removes no book.',
  };
}

function isBetter(one: Copy, other: Copy): boolean {
  return compareWithOwned(asEdition(one), other).verdict === 'superior';
}

function named(copy: Copy | undefined): Pick<Duplicates, 'title' | 'author'> {
  return { title: copy?.title ?? '', author: copy?.authors.join(', ') ?? '' };
}
