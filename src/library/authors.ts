import { foldName, isNearName, isShortForm, sameFoldedName, surnameOf } from './person.ts';
import { isPenName } from './pen-names.ts';
import { fitsLost } from './broken-letters.ts';
import { isMistyped, isTypo } from './typo.ts';
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
  /\s*(?:[([,]|\s[-–])\s*(?:(?:co-?)?authors?|autor(?:in)?|auteur|writers?|creators?|editors?|eds?\.?|edited|pen name)(?:,? (?:and |& )?(?:illustrators?|narrators?|readers?))?\W*$|^(?:(?:written |edited )?by:?|(?:authors?|writers?):) /i;
/** "(Author, Illustrator)" */
const alsoWriting = /[([](?:author|writer),? /i;
/** Who publishes a recording wrote none. */
const house =
  /\b(?:audio(?:books?)?|verlag|publish(?:ing|ers?)|press|studios?|library|recordings|entertainment|343 industries)$|^(?:librivox(?: volunteers)?|(?:penguin )?random house|penguin|simon (?:and |& )?schuster|harpercollins|hachette|macmillan|tantor|podium|blackstone|audible|recorded books|der horverlag)$/;
/** "Bob Fox (after Anna Ward)" wrote what is not hers. */
const basedOn =
  /\s*[([,–-]\s*(?:after|based on|inspired by|from the (?:novel|book|story) by)\s.+$/i;
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
    .map((name) => bareName(visible(name).replace(/^\[([^[\]]+)\]$/, '$1')))
    .flatMap(withRoles)
    .filter((name) => alsoWriting.test(name) || !notWriting.test(name))
    .flatMap((name) => bothNames(name.replace(writing, '')))
    .flatMap((name) => name.split(joint))
    .flatMap(namesBetweenCommas);
  return [...new Set(names)].slice(0, mostWriters).filter((name) => {
    const folded = wordsOf(name).join(' ');
    return (
      folded !== '' && !nobody.test(folded) && !more.test(folded) && !house.test(plain(name).trim())
    );
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
    .replace(basedOn, '')
    .replace(/^author (?=\S+ \S)| official$/i, '')
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
  if (shares(one, other, isPenName) || areSurnamesOf(one, other)) return 'same';
  if (shares(one, other, isNear) || shares(left.map(plain), right.map(plain), isLossy))
    return 'near';
  if (shares(one, other, isShortForm)) return 'likely';
  const isSwapped =
    shares(one, (candidate.narrators ?? []).map(foldName), sameFoldedName) ||
    shares(other, (wanted.narrators ?? []).map(foldName), sameFoldedName);
  if (isSwapped) return 'swapped';
  return scriptOf(left) !== scriptOf(right) ? 'unknown' : 'other';
}

/** True when an author of one is an author of the other with a letter or two wrong: "Anna Warde". */
export function areMistyped(wanted: Byline, candidate: Byline): boolean {
  const [one, other] = [wanted, candidate].map(({ authors }) => writersOf(authors).map(foldName));
  return shares(one ?? [], other ?? [], isMistyped);
}

/** "Preston & Child" beside both names in full. */
function areSurnamesOf(one: readonly string[], other: readonly string[]): boolean {
  const [short, long] = one.join(' ').length < other.join(' ').length ? [one, other] : [other, one];
  const surnames = long.map(surnameOf).toSorted().join();
  return short.length > 1 && short.toSorted().join() === surnames;
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
