import type { Evidence } from './evidence.ts';
import { writeLength } from './lengths.ts';
import { foldTitle } from '../title.ts';
import { significantWords } from './titles.ts';
import { byline, isFirstOrAlone, type Side } from './sides.ts';

/** Two books of one surname do not share a title of so many words. */
const longTitle = 3;

/** Something that is missing for a certain answer, in words. */
export type Doubt = { got: string; want: string };

/** What keeps two works that nothing tells apart from being surely the same; empty when nothing does. */
export function doubtsAbout(want: Side, got: Side, evidence: Evidence): Doubt[] {
  const { place } = evidence;
  const words = evidence.isSameAsin ? null : doubtAboutTitle(want, got, evidence);
  const title = { got: `${got.work.title} (${words})`, want: want.work.title };
  const doubts = [
    words !== null && title,
    doubtAboutAuthor(want, got, evidence),
    // Beside another number only the ASIN says that it is the same book, and an ASIN can be mistyped.
    ['other', 'disputed'].includes(place.relation) && { got: place.got, want: place.want },
    evidence.lengths === 'apart' && !evidence.isSameAsin && doubtAboutLength(want, got),
  ];
  return doubts.filter((doubt) => doubt !== false);
}

function doubtAboutTitle(want: Side, got: Side, evidence: Evidence): string | null {
  const { place, isSamePlace, title, lengths } = evidence;
  switch (title) {
    case 'same':
      return null;
    case 'explained':
      if (place.relation === 'same' || isFirstOrAlone(want, got)) return null;
      return 'its subtitle may name a volume';
    case 'extended':
      return isSamePlace ? null : 'what it says more may name another book';
    case 'numbered':
      return place.relation === 'same' ? null : 'only one of them has a number';
    case 'series':
      return 'the name of the series fits several books';
    case 'slip':
      return isSamePlace ? null : 'spelled differently';
    case 'other':
      return isSamePlace && lengths === 'alike' ? null : 'another title at the same place';
  }
}

function doubtAboutAuthor(want: Side, got: Side, evidence: Evidence): Doubt | false {
  const { author, isSameAsin, isSamePlace, title } = evidence;
  const names = { got: byline(got), want: byline(want) };
  if (author === 'same' || (isSameAsin && title === 'same')) return false;
  if (author === 'likely') {
    const isLong =
      title === 'same' && significantWords(foldTitle(want.work.title)).length >= longTitle;
    const isKnown = isSameAsin || isSamePlace || isLong;
    return !isKnown && { ...names, got: `${names.got} (written differently)` };
  }
  return !(author === 'unknown' && isSameAsin) && names;
}

function doubtAboutLength(want: Side, got: Side): Doubt {
  return {
    got: `${writeLength(got.work.durationSeconds)} long`,
    want: `about ${writeLength(want.work.durationSeconds)}`,
  };
}
