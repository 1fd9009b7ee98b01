import { writersOf } from '../authors.ts';
import { isExplanation, isGenericSubtitle } from '../labels.ts';
import { numberOf } from '../numerals.ts';
import type { Side } from './sides.ts';
import { isCount, significantWords } from './title-words.ts';

/** "The Psychology of Persuasion" */
const study = /^the (?:\w+ )?\w+(?:ology|ography|osophy|istry|ics) (?:of|behind) /;
/** A title that no other book of its author begins with. */
const longHead = 3;
const tellingWords = 2;
const tellingLetters = 7;
/** Shorter ones may name a story. */
const longSubtitle = 6;
const ownSubtitle = 5;
/** Longer ones than "A Swiftly Tilting Planet" explain, unless they are "A Breath of Snow and Ashes". */
const mostOfTitle = 4;
const mostOfLongTitle = 8;
const titleLike = /^an? \S+ (?:of|with|for|in|to|and) \S+(?: \S+){0,2}$/;

/** "Guns, Germs, and Steel" with and without its subtitle, for a book of no series; "Star Wars" is no such title. */
export function differInSubtitle(...sides: [want: Side, got: Side]): boolean {
  const [short, long] = sides.toSorted((a, b) => a.shape.parts.length - b.shape.parts.length);
  if (!short || !long || !sides.every(isAlone)) return false;
  const isSubtitle = long.shape.parts.every(({ from }) => from === 'title');
  if (!isSubtitle || long.shape.parts.length === 1) return false;
  if (short.shape.parts.length > 1)
    return wordsOfHead(...sides) >= tellingWords && sides.every(isExplained);
  if (wordsOfHead(...sides) >= longHead && (long === sides[0] || explains(long, short)))
    return true;
  return headTells(...sides) && isExplained(long);
}

/** "A Swiftly Tilting Planet": in a series a few words behind an article are as often the next title. */
export function maySayTitle(subtitle: string): boolean {
  const [article = '', ...words] = subtitle.split(' ');
  if (isGenericSubtitle(subtitle) || /\d$/.test(subtitle)) return false;
  // Of "The Girl Who Played with Fire" nothing explains but its length.
  if (article === 'the')
    return words.length <= mostOfLongTitle && !isExplanation(subtitle.split(' ', 5).join(' '));
  const isShort = words.length <= mostOfTitle || titleLike.test(subtitle);
  // Without the article only words that tell what kind of book it is explain.
  return /^an?$/.test(article) && isShort && !isExplanation(words.join(' '));
}

/** Everything behind the head explains the book. */
export function isExplained({ shape }: Side): boolean {
  const behind = shape.parts.slice(1);
  const all = behind.map(({ text }) => text).join(' ');
  const isAll = isExplanation(all) && !/\b\d{1,3}\b/.test(all);
  return behind.every(({ text, from }) => {
    return (
      from === 'title' && (isAll || isExplanation(text) || namesForm(text) || study.test(text))
    );
  });
}

/** "Exhalation: Nine Stories" */
function namesForm(subtitle: string): boolean {
  const [form = '', count, ...more] = subtitle.split(' ').toReversed();
  const isCounted = count === undefined || count === 'new' || numberOf(count) !== null;
  return more.length === 0 && isCounted && /^(?:stories|tales|essays|poems|fictions?)$/.test(form);
}

export function isAlone({ places }: Side): boolean {
  return places.listed.length + places.stated.length === 0;
}

/** "Powerful Lessons in Personal Change", where "The Secret Garden" or "Habit 1 …" may be a text of its own. */
function explains(long: Side, short: Side): boolean {
  const [first, ...rest] = long.shape.parts.slice(1);
  const words = [first, ...rest].flatMap((part) => part?.folded.split(' ') ?? []);
  const isLong = words.length >= ownSubtitle && !words.some(isCount);
  const isTitle = /^(?:the|an?) /.test(first?.text ?? '');
  return isLong && !isTitle && writersOf(long.authors).length <= writersOf(short.authors).length;
}

/** What both are called before a subtitle tells the book apart. */
export function headTells(...sides: Side[]): boolean {
  const heads = sides.map(({ shape }) => shape.parts[0]?.folded ?? '');
  return (
    wordsOfHead(...sides) >= tellingWords ||
    heads.every((head) => head.replaceAll(' ', '').length >= tellingLetters)
  );
}

/** "Sharpe's Rifles: …" names one book of Sharpe, "Harry Potter: …" any. */
export function namesBook(want: Side, got: Side): boolean {
  const rest = [want, got].flatMap(({ shape }) => shape.parts.slice(1));
  if (rest.some(({ text }) => text.split(' ').length < longSubtitle)) return false;
  const names = [want, got].flatMap(({ places, shape }) => [
    ...places.listed.map(({ name }) => name ?? ''),
    ...shape.names,
  ]);
  const head = want.shape.parts[0]?.folded ?? '';
  return wordsOfHead(want, got) >= tellingWords && !names.some((name) => name.includes(head));
}

/** The words of what both are called before a subtitle. */
function wordsOfHead(...sides: Side[]): number {
  const words = sides.map(({ shape }) => significantWords(shape.parts[0]?.folded ?? '').length);
  return Math.min(...words);
}
