import { parseMarkup } from '../markup.ts';
import { type BookList, listOf } from './listed-book.ts';

/** A shelf of Goodreads as its feed tells it; null for text that is no feed. */
export function readShelfFeed(xml: string): BookList | null {
  const page = parseMarkup(xml, { xml: true });
  if (page('rss > channel').length === 0) return null;
  const items = page('rss > channel > item').toArray();
  return listOf(
    items.map((item) => ({
      title: page(item).children('title').text(),
      author: page(item).children('author_name').text(),
    })),
  );
}
