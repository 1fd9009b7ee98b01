import { writersOf } from '../authors.ts';
import { isExplanation } from '../labels.ts';
import { mayBeOneRecording } from '../recording.ts';
import type { Evidence } from './evidence.ts';
import { writeLength } from './lengths.ts';
import { foldSeries } from '../text.ts';
import { significantWords } from './title-words.ts';
import { doubtAboutForm } from './form-doubts.ts';
import { areListedApart } from './places.ts';
import { isSurelyRenumbered } from './renumbered.ts';
import { byline, isFirstOrAlone, type Side } from './sides.ts';
import { isFirstExplained, nameOtherSeries } from './by-series.ts';
import { differInSubtitle, headTells, maySayTitle, namesBook } from './subtitles.ts';

/** Two persons who may be one do not share a title of so many words. */
const longTitle = 3;
/** Two spellings of one name need less: two words, or one of so many letters. */
const tellingWords = 2;
const tellingLetters = 7;
/** A title with a letter or two wrong is told apart from others of its author when it is as long as this. */
const clearLetters = 12;

/** Something that is missing for a certain answer, in words. */
export type Doubt = { got: string; want: string };

/** What keeps two works that nothing tells apart from being surely the same; empty when nothing does. */
export function doubtsAbout(want: Side, got: Side, evidence: Evidence): Doubt[] {
  const { place } = evidence;
  const words = doubtAboutTitle(want, got, evidence);
  const form = doubtAboutForm(want, got, evidence);
  const title = { got: `${got.work.title} (${words})`, want: want.work.title };
  const doubts = [
    words !== null && title,
    doubtAboutAuthor(want, got, evidence),
    form !== null && { got: `${got.work.title} (${form})`, want: want.work.title },
    // Beside another number only the ASIN says that it is the same book, and an ASIN can be mistyped.
    isOtherPlace(want, got, evidence) && { got: place.got, want: place.want },
    evidence.lengths === 'apart' && !evidence.isSameAsin && doubtAboutLength(want, got),
  ];
  return doubts.filter((doubt) => doubt !== false);
}

function isOtherPlace(want: Side, got: Side, evidence: Evidence): boolean {
  const { relation } = evidence.place;
  return (
    relation === 'disputed' || (relation === 'other' && !isSurelyRenumbered(want, got, evidence))
  );
}

function doubtAboutTitle(want: Side, got: Side, evidence: Evidence): string | null {
  const { place, isSamePlace, isSameAsin, title } = evidence;
  // Who fills in a new release by a copy of the last one forgets its ASIN.
  if (isSameAsin) return title !== 'other' || isSamePlace ? null : 'another title';
  switch (title) {
    case 'same':
      return nameOtherSeries(want, got) ? 'it names another series' : null;
    case 'explained':
      if (holdsMore(want, got) || holdsMore(got, want)) return 'it may hold more than the book';
      if (isSamePlace) return null;
      if (isLaterVolume(want, got) || isLaterVolume(got, want))
        return 'only one of them has a number';
      if (place.relation !== 'same' && (mayGoOn(want, got) || mayGoOn(got, want)))
        return 'its subtitle may be a title';
      if (place.relation !== 'same' && !isFirstOrAlone(want, got) && !namesBook(want, got))
        return 'its subtitle may name a volume';
      return haveOtherWriter(want, got) ? 'it has a subtitle and a writer more' : null;
    case 'extended':
      if (namesItsPart(got)) return 'it may be a piece of the book';
      return isSamePlace || differInSubtitle(want, got)
        ? null
        : 'what it says more may name another book';
    case 'numbered':
      return place.relation === 'same' ? null : 'only one of them has a number';
    case 'series':
      return isFirstExplained(want, got) || isFirstExplained(got, want)
        ? null
        : 'the name of the series fits several books';
    case 'slip':
      return isSamePlace || isClear(want, got, evidence) ? null : 'spelled differently';
    case 'other':
      // One recording sold under two titles; books of one series are often about as long, too.
      return isSamePlace &&
        !areListedApart(want.places, got.places) &&
        mayBeOneRecording(want.work, got.work)
        ? null
        : 'another title at the same place';
  }
}

function doubtAboutAuthor(want: Side, got: Side, evidence: Evidence): Doubt | false {
  const { author, isSameAsin, isSamePlace, title } = evidence;
  const names = { got: byline(got), want: byline(want) };
  if (author === 'same' || (isSameAsin && title === 'same')) return false;
  if (author === 'near' || author === 'swapped' || author === 'likely') {
    const isTelling = author === 'likely' ? wordsIn(want) >= longTitle : tells(want);
    const way = author === 'swapped' ? 'its reader' : 'written differently';
    const isNamed = title === 'explained' && author === 'near' && headTells(want, got);
    const isKnown = isSameAsin || isSamePlace || (title === 'same' && isTelling) || isNamed;
    return !isKnown && { ...names, got: `${names.got} (${way})` };
  }
  return !(author === 'unknown' && isSameAsin) && names;
}

/** "The Fellowship of the Ring: Book One - The Ring Sets Out": a book within the book. */
function namesItsPart({ shape, places }: Side): boolean {
  const [, ...behind] = shape.parts.filter(({ from }) => from === 'title');
  const isCounted = places.stated.some(({ name, isAside }) => name === null && !isAside);
  return isCounted && behind.some(({ text }) => !isExplanation(text));
}

/** "The Metamorphosis: And Other Stories" beside "The Metamorphosis". */
function holdsMore(long: Side, short: Side): boolean {
  const isPlain = short.shape.parts.length === 1;
  return isPlain && long.shape.parts.slice(1).some(({ text }) => text.startsWith('and other '));
}

/** "Salt Habits: Volume 2" beside "Salt Habits: An Easy Way …" */
function isLaterVolume(one: Side, other: Side): boolean {
  return (one.shape.volume ?? 1) > 1 && other.shape.volume === null;
}

/** "A Game of Thrones: A Dance with Dragons" beside the first of a series. */
function mayGoOn({ places }: Side, long: Side): boolean {
  const [head, ...behind] = long.shape.parts;
  const isTitled = behind.some(({ text, folded, from }) => {
    return from === 'title' && folded !== head?.folded && maySayTitle(text);
  });
  return places.listed.length > 0 && isTitled;
}

/** Somebody who explains a book or tells it anew stands beside its author. */
function haveOtherWriter(want: Side, got: Side): boolean {
  const [short, long] = [want, got].toSorted((a, b) => subtitles(a) - subtitles(b));
  if (!short || !long || subtitles(short) === subtitles(long)) return false;
  return writersOf(long.authors).length > writersOf(short.authors).length;
}

function subtitles({ shape }: Side): number {
  return shape.parts.filter(({ from }) => from === 'title').length;
}

/** A slip in a long title of the very author; "Harry Plotter" has another one beside. */
function isClear(want: Side, got: Side, { author }: Evidence): boolean {
  const isLong = lettersIn(want) >= clearLetters && wordsIn(want) >= tellingWords;
  const [left, right] = [want, got].map(({ authors }) => writersOf(authors).length);
  return author === 'same' && isLong && (left === right || shareSeries(want, got));
}

function shareSeries(want: Side, got: Side): boolean {
  const [names, others] = [want, got].map(({ work }) =>
    work.series.map(({ name }) => foldSeries(name)),
  );
  return (names ?? []).some((name) => others?.includes(name));
}

function tells(want: Side): boolean {
  return wordsIn(want) >= tellingWords || lettersIn(want) >= tellingLetters;
}

function wordsIn({ shape }: Side): number {
  return significantWords(shape.wholes[0] ?? shape.full).length;
}

function lettersIn({ shape }: Side): number {
  return (shape.wholes[0] ?? shape.full).replaceAll(' ', '').length;
}

function doubtAboutLength(want: Side, got: Side): Doubt {
  return {
    got: `${writeLength(got.work.durationSeconds)} long`,
    want: `about ${writeLength(want.work.durationSeconds)}`,
  };
}
