import { foldNumerals, numberOf } from './numerals.ts';

/** Letters that Unicode does not take apart into a base letter and a mark. */
const plainLetters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
};
const seriesWords =
  /(?: (?:series|saga|trilogy|duology|quartet|cycle|chronicles?|novels|books|sequence))+$/;
const nameSuffix = /^(?:jr|sr|phd|md|esq|ii|iii|iv)$/;
const volumeWord = /^(?:book|bk|volume|vol|number|no)$/;

/** Lower case without accents. Scripts other than Latin, Greek and Cyrillic keep their marks: there they are letters. */
export function plain(text: string): string {
  return text
    .replace(/[™®©]/g, '')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþıς]/g, (letter) => plainLetters[letter] ?? letter);
}

/** The words of a text, ready to compare: plain, "&" as "and", "Lion's" as "lions", "20,000" as "20000". */
function wordsOf(text: string): string[] {
  if (!/[\p{L}\p{N}]/u.test(text)) return [];
  const spelled = plain(text.replace(/['’‘ʼ`´]/g, ''))
    .replace(/&/g, ' and ')
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '');
  return spelled.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

/**
 * The words of a title without leading article, "(Unabridged)", "A Novel" and the like, numbers in
 * digits, "Book 2" at the end as "2". Empty for a title of punctuation only, which matches nothing.
 */
export function foldWords(text: string): string {
  const tokens = foldNumerals(withoutLabel(wordsOf(text)));
  const [last, beforeLast] = [tokens.at(-1), tokens.at(-2)];
  const endsInVolume = tokens.length > 2 && volumeWord.test(beforeLast ?? '');
  if (endsInVolume && numberOf(last ?? '') !== null) tokens.splice(-2, 1);
  if (tokens.length > 1 && /^(?:the|an?)$/.test(tokens[0] ?? '')) tokens.shift();
  return tokens.join(' ');
}

/** The name of a series for comparison: "The Darkwar Saga" and "Darkwar" are one. */
export function foldSeries(name: string): string {
  const folded = foldWords(name);
  return folded.replace(seriesWords, '') || folded;
}

/** The name of a person for comparison: "Le Guin, Ursula K." → "ursula k le guin", "J. K." → "jk". */
export function foldName(name: string): string {
  const bare = name
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/^\s*(?:narrated |written )?by\s+/i, '');
  const [before = '', after, ...more] = bare.split(',');
  const isSwapped =
    after !== undefined && more.length === 0 && !nameSuffix.test(wordsOf(after).join(''));
  return joinInitials(wordsOf(isSwapped ? `${after} ${before}` : bare));
}

/** True for one person under two spellings: "Iain M. Banks" and "Iain Banks", "J. R. R." and "John Ronald Reuel". */
export function sameName(a: string, b: string): boolean {
  const [left, right] = [foldName(a), foldName(b)];
  if (left === '' || right === '') return false;
  return (
    left === right ||
    withoutMiddleInitials(left) === withoutMiddleInitials(right) ||
    abbreviates(left, right) ||
    abbreviates(right, left)
  );
}

function withoutLabel(tokens: string[]): string[] {
  const text = tokens.join(' ');
  const bare = text.replace(
    /(?: (?:unabridged|abridged|audiobook|audio book|an? novel(?:la)?))+$/,
    '',
  );
  return bare === '' ? [] : bare.split(' ');
}

function joinInitials(tokens: string[]): string {
  return tokens
    .join(' ')
    .replace(/(?<!\S)\p{L}(?: \p{L}(?!\S))+/gu, (run) => run.replaceAll(' ', ''));
}

/** Two or three consonants are initials typed without dots ("JRR"); with a vowel it may be a name ("Ed"). */
function isInitials(token: string): boolean {
  return /^(?:\p{L}|[^aeiouy\d]{2,3})$/u.test(token);
}

function withoutMiddleInitials(name: string): string {
  const tokens = name.split(' ');
  return tokens
    .filter((token, index) => index === 0 || index === tokens.length - 1 || !isInitials(token))
    .join(' ');
}

function abbreviates(short: string, full: string): boolean {
  const [initials = '', ...family] = short.split(' ');
  const fullTokens = full.split(' ');
  const given = fullTokens.slice(0, fullTokens.length - family.length);
  if (family.length === 0 || given.length === 0 || !isInitials(initials)) return false;
  const fullInitials = given
    .map((token) => (isInitials(token) ? token : token.slice(0, 1)))
    .join('');
  return full.endsWith(` ${family.join(' ')}`) && sharesStart(initials, fullInitials);
}

function sharesStart(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}
