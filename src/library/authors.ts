import { foldName, isNearName, isShortForm, sameFoldedName } from './person.ts';
import { isPenName } from './pen-names.ts';
import { fitsLost } from './broken-letters.ts';
import { isTypo } from './typo.ts';
import { plain, visible, wordsOf } from './words.ts';

/**
 * What the names of two books say: `near` and `swapped` (with a reader) need some more evidence and
 * `likely` much, `unknown` says nothing.
 */
export type AuthorRelation = 'same' | 'near' | 'swapped' | 'likely' | 'unknown' | 'other';

type Byline = { authors: readonly string[]; narrators?: readonly string[] };

const role = String.raw`(?:translat|narrat|read(?:er|ing)|perform|foreword|introduc|intro\b|afterword|preface|illustrat|contribut|adapt|direct|produc|cover)`;
const notWriting = new RegExp(
  String.raw`[\s,([–-]${role}\w*|^${role}\w*(?: and \w+)? (?:by )?`,
  'i',
);
const writing =
  /\s*(?:[([,]|\s[-–])\s*(?:(?:co-?)?authors?|writers?|creators?|editors?|eds?\.?|edited)\W*$|^(?:(?:written |edited )?by:?|(?:authors?|writers?):) /i;
const umlauts: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };
const nobody =
  /^(?:various|various authors|unknown|unknown author|anthology|and others|et al|n a|none)$/;
/** "Jim Grant (Lee Child)", "Stephen King (writing as Richard Bachman)" */
const alsoCalled = /^([^()]+?)\s*\((?:(?:writing |published )?as |aka |pseudonym of )?([^()]+)\)$/i;
const more = /^(?:and )?\d+ (?:more|others)$/;
const joint =
  /\s*(?:[;/|]|\s&\s|\s+and\s+|\s+with\s+|\s+(?:writing|published) as\s+|\s+aka\s+|\s+feat(?:uring|\.)?\s)\s*/i;

const behindName =
  /(?:,?\s*\(?\b1[5-9]\d\d\s*[-–]\s*(?:\d{4})?\)?\.?|['’]s|,?\s+et al\.?|\s+and others)$/i;

/** No byline names more; who stands further behind is not read. */
const mostWriters = 30;

/** The persons who wrote a book, out of its author field: one name each, without translators and readers. */
export function writersOf(authors: readonly string[]): string[] {
  const names = authors
    .map((name) => bareName(visible(name)))
    .flatMap(withRoles)
    .filter((name) => !notWriting.test(name))
    .flatMap((name) => bothNames(name.replace(writing, '')))
    .flatMap((name) => name.split(joint))
    .flatMap(namesBetweenCommas);
  return [...new Set(names)].slice(0, mostWriters).filter((name) => {
    const folded = wordsOf(name).join(' ');
    return folded !== '' && !nobody.test(folded) && !more.test(folded);
  });
}

function bothNames(name: string): string[] {
  const [, one = '', other = ''] = alsoCalled.exec(name) ?? [];
  const areNames = wordsOf(one).length > 1 && wordsOf(other).length > 1 && !/\d/.test(other);
  return areNames ? [one, other] : [name];
}

/** "Anna Ward narrated by Tom Reed", "Ward, Anna, 1948-", "Anna Ward et al.": the one who wrote. */
function bareName(name: string): string {
  return name
    .replace(behindName, '')
    .replace(/(?<=\S),?\s+(?:narrated|read|performed) by .+$/i, '');
}

/** "Anna Ward (Author), Tom Reed - narrator": several persons, each with a role. */
function withRoles(name: string): string[] {
  const pieces = name.split(/\s*(?:[,;&]|\band\b)\s+/);
  const areNamed = pieces.every((piece) => wordsOf(piece).length > 1);
  return areNamed && notWriting.test(name) ? pieces : [name];
}

export function compareAuthors(wanted: Byline, candidate: Byline): AuthorRelation {
  const [left, right] = [writersOf(wanted.authors), writersOf(candidate.authors)];
  if (left.length === 0 || right.length === 0) return 'unknown';
  const [one, other] = [left.map(foldName), right.map(foldName)];
  if (shares(one, other, sameFoldedName)) return 'same';
  if (shares(left.map(spelled), right.map(spelled), sameFoldedName)) return 'same';
  if (shares(one, other, isPenName)) return 'same';
  if (shares(one, other, isNear) || shares(left.map(plain), right.map(plain), isLossy))
    return 'near';
  if (shares(one, other, isShortForm)) return 'likely';
  const isSwapped =
    shares(one, (candidate.narrators ?? []).map(foldName), sameFoldedName) ||
    shares(other, (wanted.narrators ?? []).map(foldName), sameFoldedName);
  if (isSwapped) return 'swapped';
  return scriptOf(left) !== scriptOf(right) ? 'unknown' : 'other';
}

/** "Schätzing" as "Schaetzing". */
function spelled(name: string): string {
  return foldName(
    name.normalize('NFC').replace(/[äöüøåÄÖÜØÅ]/g, (letter) => umlauts[letter.toLowerCase()] ?? ''),
  );
}

function isLossy(a: string, b: string): boolean {
  return fitsLost(a, b) || fitsLost(b, a);
}

function shares(
  a: readonly string[],
  b: readonly string[],
  same: (one: string, other: string) => boolean,
): boolean {
  return a.some((one) => b.some((other) => same(one, other)));
}

/** "Tolkien" for "J. R. R. Tolkien", "Bill" for "William", and a name with one letter wrong. */
function isNear(left: string, right: string): boolean {
  return left !== '' && right !== '' && (isNearName(left, right) || isTypo(left, right));
}

/** "Reed, Tom" is one name, "Tom Reed, Anna Ward" are two, "Le Guin, Ursula K." could be either. */
function namesBetweenCommas(name: string): string[] {
  const pieces = name.split(/\s*,\s*/).filter((piece) => piece !== '');
  if (pieces.length < 2) return [name];
  const areWhole = pieces.every((piece) => wordsOf(piece).length > 1);
  if (areWhole) return pieces.length === 2 ? [name, ...pieces] : pieces;
  return [name];
}

/** Names in different scripts cannot be compared. */
function scriptOf(names: readonly string[]): string {
  return names.some((name) => /\p{Script=Latin}/u.test(name)) ? 'latin' : 'other';
}
