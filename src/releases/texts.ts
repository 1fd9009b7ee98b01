import type { TrackerRow } from '../clients/mam/rows.ts';
import { visible } from '../library/words.ts';
import type { FactSource } from './facts.ts';

/** A text that tells about a release, and where it stood. */
export type SourcedText = { text: string; source: FactSource };
export type Sourced<T> = { value: T; source: FactSource };

const longestDescription = 20_000;
const longestLine = 2000;

/** A description as lines of plain text; markup is gone, what lies beyond the limits is not read. */
export function descriptionLines(description: string | null): string[] {
  return (description ?? '')
    .slice(0, longestDescription)
    .replace(/<(?:br|\/?p|\/?div|\/?li|\/?tr|\/?h\d)\b[^<>]*>|\[(?:br|\*)\]/gi, '\n')
    .replace(/<[^<>]*>|\[[^[\]\n]*\]/g, ' ')
    .split(/[\r\n]+/)
    .map((line) => visible(line.slice(0, longestLine)))
    .filter((line) => line !== '');
}

/** Words by which somebody speaks of another recording, and the clause around them. */
const otherOne =
  /\b(?:also available|available (?:elsewhere|separately|as well)|elsewhere|in my other|my other|other (?:uploads?|torrents?)|not to be confused|don['’]t confuse|unlike|original (?:language|title)|(?:also )?look for|see also|as (?:heard|seen) on|(?:dramati[sz]ed|adapted) (?:on|by|for) (?:\w+ )?(?:disney|netflix|tv|television|itv|bbc (?:one|two|1|2)|amazon|apple|hbo|hulu)|there(?: is|['’]s) (?:also )?an?|(?:this is )?(?:not|nicht|pas|niet|no) (?:an?|the|das|die|la|le|el|het)\b(?=.{0,30}(?:dramati|graphic ?audio|h(?:ö|o|oe)rspiel|(?<!un)abridge|radio|bbc)))\b/i;
const clauseOfOther = new RegExp(
  String.raw`[^.;!?()[\],]{0,120}${otherOne.source}[^.;!?()[\],]{0,120}`,
  'gi',
);

/** What a text says of the recording itself: "Abridged; unabridged also available" says only "Abridged". */
export function ofThisOne(text: string): string {
  return otherOne.test(text) ? text.replace(clauseOfOther, ' ').trim() : text;
}

/** Names of series and people, which uploaders use for remarks: "Ember (Spanish)", "Tom Reed (abridged)". */
export function namesIn(row: Pick<TrackerRow, 'series' | 'narrators' | 'authors'>): SourcedText[] {
  const names = [...row.series.map(({ name }) => name), ...row.narrators, ...row.authors];
  return names.map((text) => ({ text, source: 'field' }));
}

/** Tags one by one. */
export function piecesOf(tags: string): string[] {
  return tags.slice(0, longestLine).split(/\s*[,;|]\s*/);
}

/** The first of the texts in which something is found. */
export function firstIn<T>(
  texts: readonly SourcedText[],
  read: (text: string) => T | null,
): Sourced<T> | null {
  for (const { text, source } of texts) {
    const value = read(text);
    if (value !== null) return { value, source };
  }
  return null;
}
