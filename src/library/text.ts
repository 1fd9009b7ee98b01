import { foldNumerals, numberOf } from './numerals.ts';
import { oneSpelling } from './spelling.ts';
import { wordsOf } from './words.ts';

export { foldName, sameName } from './person.ts';

const seriesWords =
  /(?: (?:series|saga|trilogy|duology|quartet|quintet|cycle|chronicles?|novels?|books|sequence|mysteries|mystery|thrillers?))+$/;
const lastOfLabel = new Set(['unabridged', 'abridged', 'audiobook', 'book', 'novel', 'novella']);
const volumeWord = /^(?:book|bk|volume|vol|number|no)$/;

/**
 * The words of a title without leading article, "(Unabridged)", "A Novel" and the like, numbers in
 * digits, "Book 2" at the end as "2". Empty for a title of punctuation only, which matches nothing.
 */
export function foldWords(text: string): string {
  const tokens = foldNumerals(withoutLabel(wordsOf(text).map(asAnd))).map(oneSpelling);
  if (tokens.includes('no')) spellNumberSigns(tokens);
  const [last, beforeLast] = [tokens.at(-1), tokens.at(-2)];
  const endsInVolume = tokens.length > 2 && volumeWord.test(beforeLast ?? '');
  if (endsInVolume && numberOf(last ?? '') !== null) tokens.splice(-2, 1);
  if (tokens.length > 1 && /^(?:the|an?)$/.test(tokens[0] ?? '')) tokens.shift();
  return tokens.join(' ');
}

const ands = new Set(['und', 'et', 'och', 'og']);

/** "&" stands for the word of every language. */
function asAnd(token: string): string {
  return ands.has(token) ? 'and' : token;
}

/** "No. 1" as "number 1". */
function spellNumberSigns(tokens: string[]): void {
  for (const [index, token] of tokens.entries()) {
    if (token === 'no' && /^\d/.test(tokens[index + 1] ?? '')) tokens[index] = 'number';
  }
}

/** The name of a series for comparison: "The Darkwar Saga" and "Darkwar" are one. */
export function foldSeries(name: string): string {
  const folded = foldWords(name);
  return folded.replace(seriesWords, '') || folded;
}

function withoutLabel(tokens: string[]): string[] {
  if (!lastOfLabel.has(tokens.at(-1) ?? '')) return tokens;
  const text = tokens.join(' ');
  const bare = text.replace(
    /(?: (?:unabridged|abridged|audiobook|audio book|an? novel(?:la)?))+$/,
    '',
  );
  return bare === '' ? [] : bare.split(' ');
}
