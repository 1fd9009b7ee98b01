import { isNickname } from './given-names.ts';
import { romanised, soundAlike } from './romanised.ts';
import { visible, wordsOf } from './words.ts';

const nameSuffix = /^(?:jr|sr|phd|md|esq|ii|iii|iv|pere|fils)$/;
/** Not "mr" and "ms", which are initials as well: "M. R. Carey". */
const courtesy = /^(?:fr|dr|sir|dame|prof|professor|rev|reverend|mrs|miss)$/;
/** Before a whole name only: "Count Leo Tolstoy", but not "Lord Byron". */
const rank =
  /^(?:count|baron|lord|lady|saint|pope|president|senator|captain|colonel|general|admiral|major|judge|rabbi|father)$/;
/** Two letters that are as often a name as two initials. */
const shortNames = new Set(
  'ab al an bo cy di ed ho jo ki ko le li lu ma mi mo na oz si su ty vi xi yu'.split(' '),
);
const particles = new Set('le la de du del di da des van von mc mac st el al o d l'.split(' '));
const family = /^(?:the|brothers?|bros|sisters)$/;
/** Chinese and Japanese names need no blank. */
const eastern = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+$/u;
const generation = /^(?:jr|sr|ii|iii|iv|pere|fils)$/;
const degree = /^(?:phd|md|esq|mba|msc|dbe|obe|cbe|mbe|kbe|frs|dphil|osb|sj|op)$/;
/** "Westover, Tara, Dr.", "Kolk, Bessel van der, MD" */
const titleBehind =
  /(?<=,.+),\s*(?:dr|prof|professor|rev|sir|dame|phd|md|mba|ma|jd|obe|cbe|dbe|mbe)\.?\s*$/i;

/** The name of a person for comparison: "Le Guin, Ursula K." → "ursula k le guin", "J. K." → "jk". */
export function foldName(name: string): string {
  const bare = visible(name)
    .replace(/\([^()]*\)|\[[^[\]]*\]/g, ' ')
    .trim()
    .replace(/^(?:narrated |written |read )?by /i, '');
  const named = bare.includes(',') ? bare.replace(titleBehind, '') : bare;
  const [before = '', after, ...more] = named.split(',');
  const isSwapped =
    after !== undefined && more.length === 0 && !nameSuffix.test(wordsOf(after).join(''));
  return joinInitials(wordsOf(isSwapped ? `${after} ${before}` : named));
}

/**
 * True for one person under two spellings: "Iain M. Banks" and "Iain Banks", "J. R. R." and "John
 * Ronald Reuel", "Liu Cixin" and "Cixin Liu", "LeGuin" and "Le Guin".
 */
export function sameName(a: string, b: string): boolean {
  return sameFoldedName(foldName(a), foldName(b));
}

/** The same for two names that are folded already. */
export function sameFoldedName(left: string, right: string): boolean {
  if (left === '' || right === '') return false;
  if (left === right || joined(left) === joined(right) || areSameWords(left, right)) return true;
  const [one, other] = [nameParts(left), nameParts(right)];
  if (one.generation && other.generation && one.generation !== other.generation) return false;
  const [all, others] = [one, other].map(({ tokens }) => joined(tokens.join(' ')));
  return (
    all === others ||
    sameTokens(one.tokens, other.tokens) ||
    sameTokens(withJoinedSurname(one.tokens), withJoinedSurname(other.tokens))
  );
}

/** True for "Tim Holt" and "Timothy Holt", which may be one person. */
export function isShortForm(left: string, right: string): boolean {
  const [[first = '', ...rest], [other = '', ...others]] = [left.split(' '), right.split(' ')];
  const isPrefix = first.startsWith(other) || other.startsWith(first);
  return isPrefix && Math.min(first.length, other.length) > 2 && rest.at(-1) === others.at(-1);
}

/** "Becky" for "Rebecca", "Nesboe" for "Nesbø", "Tolkien" or "Dante" alone, "The Brothers Grimm". */
export function isNearName(left: string, right: string): boolean {
  const given = [left, right].map((name) => name.split(' ', 1)[0] ?? '');
  const [a = [], b = []] = [left, right].map((name) => {
    return nameParts(name)
      .tokens.filter((token) => !family.test(token))
      .map(romanised);
  });
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const [only = ''] = short;
  if (short.length === 1) return long.at(-1) === only || (long[0] === only && only.length > 4);
  if (withoutUmlauts(a) === withoutUmlauts(b) || areTwoInitials(a, b) || areTwoInitials(b, a))
    return true;
  if (a.at(-1) === b.at(-1) && isNickname(given[0] ?? '', given[1] ?? '')) return true;
  if (holdsAll(long, short) || a.map(single).join() === b.map(single).join()) return true;
  // "Ursula LeGuin" and "Ursula K. Le Guin".
  return joined(withoutInitials(a)) === joined(withoutInitials(b));
}

/** "ve schwab" beside "victoria schwab": of two initials the name tells the first. */
function areTwoInitials([first = '', ...rest]: readonly string[], b: readonly string[]): boolean {
  const [name = '', ...others] = b;
  const isInitials = first.length === 2 && !shortNames.has(first) && name.length > 3;
  return isInitials && name.startsWith(first.slice(0, 1)) && rest.join() === others.join();
}

/** "Nelle Harper Lee" and "Harper Lee", "Miguel de Cervantes Saavedra" and "Miguel de Cervantes". */
function holdsAll(long: readonly string[], short: readonly string[]): boolean {
  const isWhole = short.length > 1 && short.every((token) => token.length > 1);
  return isWhole && ` ${long.join(' ')} `.includes(` ${short.join(' ')} `);
}

/** "Doerr" as "Doer". */
function single(token: string): string {
  return token.length < 4 ? token : token.replace(/(\p{L})\1/gu, '$1');
}

function withoutInitials(tokens: readonly string[]): string {
  return tokens.filter((token) => token.length > 1).join(' ');
}

/** "Schaetzing" is written for "Schätzing", which is folded to "schatzing". */
function withoutUmlauts(tokens: readonly string[]): string {
  return tokens
    .map((token) => (token.length < 5 ? token : token.replace(/([aou])e/g, '$1')))
    .join();
}

/** The last word of a folded name, by which a person alone is not known. */
export function surnameOf(folded: string): string {
  return nameParts(folded).tokens.at(-1) ?? '';
}

/** Short names joined could be two: "Jo Anna" and "Joanna". */
function joined(name: string): string {
  const letters = name.replaceAll(' ', '');
  return letters.length >= 8 || eastern.test(letters) ? letters : name;
}

/** "saint exupery antoine de" and "antoine de saint exupery" */
function areSameWords(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  const [one, other] = [left, right].map((name) => name.split(' ').toSorted().join());
  return one === other;
}

function nameParts(name: string): { tokens: string[]; generation: string | undefined } {
  const all = name.split(' ');
  const tokens = all.filter((token, index) => {
    if (index === 0 && all.length > 1)
      return !courtesy.test(token) && !(all.length > 2 && rank.test(token));
    return index === 0 || !(generation.test(token) || degree.test(token));
  });
  return { tokens, generation: all.slice(1).find((token) => generation.test(token)) };
}

function sameTokens(left: readonly string[], right: readonly string[]): boolean {
  const [a, b] = [left.map(romanised), right.map(romanised)].map(initialsFirst) as [
    string[],
    string[],
  ];
  if (a.length < 2 || b.length < 2) return a.join() === b.join();
  if (a.toSorted().join() === b.toSorted().join()) return true;
  if (a.at(-1) !== b.at(-1)) return false;
  if (a.slice(1).join() === b.slice(1).join() && soundAlike(a[0] ?? '', b[0] ?? '')) return true;
  if (areInitialsOf(a, b) || areInitialsOf(b, a)) return true;
  const [short = [], long = []] = [a, b]
    .map((tokens) => tokens.slice(0, -1).flatMap(spellInitials))
    .sort((left, right) => left.length - right.length);
  const [first = '', ...middle] = short;
  if (!abbreviates(first, long[0] ?? '')) return false;
  let at = 1;
  for (const name of middle) {
    while (at < long.length && !abbreviates(name, long[at] ?? '')) at += 1;
    if (at === long.length) return false;
    at += 1;
  }
  return true;
}

/** "ursula k le guin" as "ursula k leguin". */
function withJoinedSurname(tokens: readonly string[]): string[] {
  const [particle = '', last = ''] = tokens.slice(-2);
  const isParted = tokens.length > 2 && particles.has(particle);
  return isParted ? [...tokens.slice(0, -2), particle + last] : [...tokens];
}

/** "king s" as "s king". */
function initialsFirst(tokens: string[]): string[] {
  const [first = '', ...rest] = tokens;
  const last = rest.at(-1) ?? '';
  const isBehind =
    rest.length === 1 && first.length > 2 && (last.length === 1 || /^[^aeiouy]{2}$/.test(last));
  return isBehind ? [last, first] : tokens;
}

/** Two or three consonants are initials typed without dots ("JRR"); with a vowel it may be a name ("Ed"). */
function spellInitials(token: string): string[] {
  return /^[^aeiouy\d]{2,3}$/u.test(token) ? Array.from(token) : [token];
}

/** "jsa corey" beside "james sa corey", "er burroughs" beside both names in full; "Ed" is a name. */
function areInitialsOf(short: readonly string[], long: readonly string[]): boolean {
  const surname = short.slice(1).join(' ');
  const [first = '', ...rest] = long.slice(0, 1 - short.length);
  const middle = rest.map((token) => (token.length < 4 ? token : token.slice(0, 1)));
  const initials = first.slice(0, 1) + middle.join('');
  const firsts = [first, ...rest].map((token) => token.slice(0, 1)).join('');
  const isSpelled = [initials, firsts].some(
    (letters) => letters.length > 1 && short[0] === letters && !shortNames.has(letters),
  );
  return isSpelled && long.slice(1 - short.length).join(' ') === surname;
}

function abbreviates(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short.length === 1 && long.startsWith(short);
}

function joinInitials(tokens: string[]): string {
  return tokens
    .join(' ')
    .replace(/(?<!\S)\p{L}(?: \p{L}(?!\S))+/gu, (run) => run.replaceAll(' ', ''));
}
