import type { TrackerRow } from '../clients/mam/rows.ts';
import { pieceOfBook } from '../library/piece.ts';
import { isCompanionTitle, isPrintTitle, isSummaryHouse, kindOfWork } from '../library/kind.ts';
import { isOtherTextByTags, isPrintByTags } from '../library/tags.ts';
import { plain } from '../library/words.ts';
import { isAboutByProse } from './prose.ts';
import { statementsOf, statesOtherText } from './statements.ts';
import { piecesOf, type SourcedText } from './texts.ts';

/** "Tom Reed (adaptation)" */
const adapterByRole = /[([-]\s?(?:adapt(?:ation|ed(?: by)?)|retelling|simplified(?: by)?)\b/;

/** "Anna Ward (part 1)" */
const pieceRead = /[([](?:part|disc|cd)s? \d{1,2}\b/i;

const mostWords = 6;
const otherKinds = new Set(['companion', 'adaptation', 'excerpt']);
const whole = /\d of \d|\b(?:whole|complete|entire|full)\b/;
const sentence =
  /\b(?:is|are|was|were|has|had|be|been|will|won|includ\w*|with|plus|contain\w*|also|featur\w*|bonus|now|soon|based|inspired|see|no|not|author|add\w*|at|on|its|rate|fans|retelling|re-?imagining|\d{4,6})\b|^(?:re)?views?\b|\breviews?$|\bsummar(?:y|ies)$|^\w+:|\?/;

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
    piecesOf(row.tags).some((tag) => statesOtherText(tag) || isRemarkOnOtherText(plain(tag))) ||
    row.narrators.some((name) => {
      return isSummaryHouse(name) || isCompanionTitle(name) || pieceRead.test(name);
    }) ||
    row.series.some(({ name }) => /\bpodcast\b/i.test(name)) ||
    row.authors.some((name) => adapterByRole.test(plain(name))) ||
    /\brecaps?\W*$/i.test(row.title) ||
    told.some(({ text }) => isAboutByProse(text) || statementsOf(text).some(isRemarkOnOtherText))
  );
}

/**
 * A few words without a verb say the same as in brackets behind the title: "Simplified English",
 * "BookCaps study guide". A tag alone, a heading ("Publisher's Summary") or what is added tells nothing.
 */
function isRemarkOnOtherText(statement: string): boolean {
  const [first = '', ...more] = piecesOf(statement);
  if (whole.test(statement)) return false;
  if (more.length > 0 && isOtherTextByTags(first)) return true;
  const words = statement.split(' ').length;
  if (words < 2 || words > mostWords || sentence.test(statement)) return false;
  const kind = kindOfWork(`x (${statement})`, [], []);
  return otherKinds.has(kind) || pieceOfBook({ title: statement, series: [] }) !== null;
}
