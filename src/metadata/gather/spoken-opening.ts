import { isAbridgedText } from '../../library/edition.ts';
import { personsIn } from '../../library/person-list.ts';
import type { BookFacts } from '../facts.ts';
import { factsOf } from '../provider.ts';
import { cutOpening } from './cut-opening.ts';
import { readSpokenTitle } from './spoken-title.ts';

/** Names stop where the sentence goes on with something else. */
const goesOn =
  /\s+(?:and (?:is )?(?:narrated|read|performed)|with|from|for|in|this|a|an|is|was)\b.*$/;
const theAuthor = /^(?:the )?authors?$|^(?:him|her|them)sel(?:f|ves)$/i;
const cast = /^(?:an? )?full cast\b/i;

/**
 * What the first words of a recording say of the book: "This is Audible. Podium Audio presents The Salt
 * Road, book two of Lantern Coast, written by Ines Okoro, narrated by Mira Quill." Words that do not
 * clearly announce a book say nothing.
 */
export function readSpokenOpening(words: string): BookFacts {
  const { head, credits, isAnnounced } = cutOpening(words);
  const texts = (role: 'author' | 'reader' | 'both') =>
    credits.filter((credit) => credit.role === role || credit.role === 'both');
  const readers = texts('reader');
  const byline = texts('author').at(0);
  // "He stood by John Smith" begins a story.
  if (!isAnnounced && readers.length === 0 && byline?.isPlain !== false) return {};
  const authors = byline ? leadingPersons(byline.text) : { names: [], rest: '' };
  const narrators = readers.flatMap(({ text }) => readerNames(text, authors.names));
  const title = authors.names.length > 0 ? readSpokenTitle(head, authors.rest) : null;
  return factsOf({
    title: title?.title,
    series: title?.series ?? [],
    authors: authors.names,
    narrators: [...new Set(narrators)],
    isAbridged: isAbridgedText(words.slice(0, head.length + 200)),
  });
}

function readerNames(text: string, authors: readonly string[]): string[] {
  const [first = ''] = text.split(/\s*[,|]\s*/);
  if (theAuthor.test(first)) return [...authors];
  return cast.test(first) ? ['Full Cast'] : leadingPersons(text).names;
}

/** The persons a text begins with, and what comes after them: "Ines Okoro, book two of Lantern Coast". */
function leadingPersons(text: string): { names: string[]; rest: string } {
  const [sentence = '', ...others] = text.split(/\s*\|\s*/);
  const pieces = sentence.split(/\s*,\s*(?:and\s+)?/);
  const names: string[] = [];
  for (const piece of pieces) {
    const persons = personsIn(piece) ?? personsIn(piece.replace(goesOn, ''));
    if (!persons) break;
    names.push(...persons);
  }
  const rest = pieces.slice(names.length === 0 ? 0 : countUsed(pieces, names));
  return { names, rest: [rest.join(', '), ...others].filter((one) => one !== '').join(' | ') };
}

/** How many of the pieces were names; one piece may name two persons. */
function countUsed(pieces: readonly string[], names: readonly string[]): number {
  const isName = (piece: string) => names.some((name) => piece.includes(name));
  const end = pieces.findIndex((piece) => !isName(piece));
  return end === -1 ? pieces.length : end;
}
