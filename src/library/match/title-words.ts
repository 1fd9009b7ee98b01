import { ordinalOf } from '../numerals.ts';

/** "Die Schachnovelle" is "Schachnovelle". */
const foreignArticle = /^(?:der|die|das|les?|la|el|los|las|il|lo|gli|het|de|den|det) (?=\S{5,})/;
const stopWords = new Set('the a an of and in to for on at from with by or'.split(' '));

/** Words that say something: "the end of it" has two. */
export function significantWords(text: string): string[] {
  return text.split(' ').filter((word) => !stopWords.has(word));
}

/** The same words in the singular. */
export function stems(text: string): string[] {
  return significantWords(text).map((word) => word.replace(/(?<=\p{L}{3})s$/u, ''));
}

/** A word that counts or puts in order. */
export function isCount(word: string): boolean {
  return /^\d+$/.test(word) || ordinalOf(word) !== null;
}

/** A word that only joins others. */
export function isStopWord(word: string): boolean {
  return stopWords.has(word);
}

/** True when two lists of ways to write a title have one in common. */
export function shareForm(a: readonly string[], b: readonly string[]): boolean {
  const forms = new Set(a.map(loosened));
  return b.some((whole) => forms.has(loosened(whole)));
}

/** Without articles, blanks between letters and spelled umlauts: "Spider-Man" is "Spiderman", "2 1" is not "21". */
function loosened(text: string): string {
  const bare = text.replace(/\b(?:the|an?) /g, '');
  const letters = (bare.includes(' ') ? bare : text)
    .replace(foreignArticle, '')
    .replace(/(?<=\p{L}) (?=\p{L})/gu, '');
  return letters.replace(/([aou])e/g, '$1');
}
