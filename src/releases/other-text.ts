import type { TrackerRow } from '../clients/mam/rows.ts';
import { isCompanionTitle, isPrintTitle, isSummaryHouse } from '../library/kind.ts';
import { isOtherTextByTags, isPrintByTags } from '../library/tags.ts';
import { plain } from '../library/words.ts';
import { isAboutByProse } from './prose.ts';
import { statementsOf, statesOtherText } from './statements.ts';
import { piecesOf, type SourcedText } from './texts.ts';

/** "Tom Reed (adaptation)" */
const adapterByRole = /[([-]\s?(?:adapt(?:ation|ed(?: by)?)|retelling|simplified(?: by)?)\b/;

/** "Anna Ward (part 1)" */
const pieceRead = /[([](?:part|disc|cd)s? \d{1,2}\b/i;

/** True when anything of the row says that it is not the book but about it, a piece of it, made of it for others, or no recording. */
export function isOtherText(
  row: Pick<TrackerRow, 'title' | 'tags' | 'narrators' | 'authors' | 'series'>,
  told: readonly SourcedText[],
): boolean {
  return (
    isCompanionTitle(row.title) ||
    isPrintTitle(row.title) ||
    isOtherTextByTags(row.tags) ||
    isPrintByTags(row.tags) ||
    piecesOf(row.tags).some(statesOtherText) ||
    row.narrators.some((name) => {
      return isSummaryHouse(name) || isCompanionTitle(name) || pieceRead.test(name);
    }) ||
    row.series.some(({ name }) => /\bpodcast\b/i.test(name)) ||
    row.authors.some((name) => adapterByRole.test(plain(name))) ||
    /\brecaps?\W*$/i.test(row.title) ||
    told.some(({ text }) => isAboutByProse(text) || statementsOf(text).some(isTagOfOtherText))
  );
}

/** A sentence that begins as such a tag: "Preview, 45 minutes"; a tag alone can be a heading. */
function isTagOfOtherText(statement: string): boolean {
  const [first = '', ...more] = piecesOf(statement);
  return more.length > 0 && !/\d of \d/.test(first) && isOtherTextByTags(first);
}
