import { foldName, foldSeries, foldWords } from './text.ts';
import { titleForms } from './title.ts';

export type NamedBook = {
  id: number;
  title: string;
  author: string;
  series: string | null;
  position: string | null;
};

export type NamedMatch<Book extends NamedBook> = { book: Book; reasons: string[] };

/** A title of fewer letters is in too many names to say anything without its author. */
const tellingLetters = 5;

/**
 * The books that names of folders and files may mean, the likeliest first: those whose title stands
 * in a name, or whose series and number do, each with what was found.
 */
export function booksNamed<Book extends NamedBook>(
  names: readonly string[],
  books: readonly Book[],
): NamedMatch<Book>[] {
  const texts = names.map((name) => ` ${foldWords(name)} `);
  const scored = books.flatMap((book) => {
    const found = points(texts, book);
    const score = Object.values(found).reduce((sum, one) => sum + one, 0);
    const reasons = Object.keys(found).filter((reason) => found[reason] !== 0);
    return isMatch(found, book) ? [{ score, match: { book, reasons } }] : [];
  });
  return scored
    .sort((a, b) => b.score - a.score || a.match.book.id - b.match.book.id)
    .map(({ match }) => match);
}

function points(texts: readonly string[], book: NamedBook): Record<string, number> {
  const has = (words: string) => words !== '' && texts.some((text) => text.includes(` ${words} `));
  const forms = titleForms(book.title);
  const authors = book.author.split(', ').map(foldName);
  const number = book.position === null ? '' : foldWords(book.position);
  const isSeries = book.series !== null && has(foldSeries(book.series));
  return {
    title: forms.some(has) ? 4 : 0,
    author: authors.some(has) ? 3 : 0,
    'series and number': isSeries && has(number) ? 2 : 0,
  };
}

function isMatch(found: Record<string, number>, { title }: NamedBook): boolean {
  if (found['series and number']) return true;
  const isTelling = foldWords(title).replaceAll(' ', '').length >= tellingLetters;
  return Boolean(found['title']) && (isTelling || Boolean(found['author']));
}
