import { wordsOf } from '../words.ts';

const fewestWords = 2;
const small = /^(?:a|an|the|of|and|in|to|for|on)$/;
/** "LOTR 1 - …", "HP3 …": capitals and a number before the title, or in brackets behind it. */
const numbered = /(^|[([])([A-Z][A-Za-z]{1,9}) ?#?(\d{1,2})(?=\s*(?:[-–:)\]]|$)|\s[A-Z])/g;

/** The title with the name of its series in full where it stands as its first letters. */
export function withoutAcronym(title: string, names: readonly string[]): string {
  if (names.length === 0 || !/(?:^|[([])[A-Z][A-Za-z]{1,9} ?#?\d/.test(title)) return title;
  return title.replace(numbered, (all, before: string, letters: string, number: string) => {
    const name = names.find((one) => isAcronym(letters.toLowerCase(), wordsOf(one)));
    return name === undefined ? all : `${before}${name} ${number}`;
  });
}

/** With or without an article in front and the small words. */
function isAcronym(letters: string, words: readonly string[]): boolean {
  const ways = [words, words.slice(1), words.filter((word) => !small.test(word))];
  return ways.some(
    (way) => way.length >= fewestWords && way.map((word) => word.slice(0, 1)).join('') === letters,
  );
}
