import type { BookList } from './listed-book.ts';
import { readCsvList } from './read-csv-list.ts';
import { readJsonList } from './read-json-list.ts';
import { readMlmConfig } from './read-mlm-config.ts';
import { readShelfFeed } from './read-shelf-feed.ts';

/** A list that somebody brings: its books, or the feeds that tell them, or what is wrong with it. */
export type ReadList =
  | ({ kind: 'books'; source: string } & BookList)
  | { kind: 'feeds'; source: string; feeds: string[]; others: number }
  | { kind: 'problem'; text: string };

const mlmTables = /^[ \t]*\[\[(?:goodreads_list|notion_list|autograb|snatchlist)\]\]/m;

/** Tells what a pasted text is by its looks. */
export function readList(text: string): ReadList {
  const given = text.trim();
  if (given === '') return { kind: 'problem', text: 'The list is empty' };
  if (/^https?:\/\/\S+$/i.test(given)) {
    return { kind: 'feeds', source: 'Goodreads shelf', feeds: [given], others: 0 };
  }
  if (given.startsWith('<')) {
    const list = readShelfFeed(given);
    return list
      ? { kind: 'books', source: 'Goodreads shelf', ...list }
      : { kind: 'problem', text: 'This is neither a feed nor a table' };
  }
  if (mlmTables.test(given)) return readMlm(given);
  return readJson(given) ?? { kind: 'books', source: 'table', ...readCsvList(given) };
}

function readMlm(text: string): ReadList {
  const config = readMlmConfig(text);
  if (!config) return { kind: 'problem', text: 'This TOML cannot be read' };
  if (config.feeds.length > 0) return { kind: 'feeds', source: 'MLM configuration', ...config };
  return { kind: 'problem', text: 'This configuration follows no Goodreads shelf' };
}

function readJson(text: string): ReadList | null {
  if (!/^[[{]/.test(text)) return null;
  try {
    const list = readJsonList(JSON.parse(text));
    return list
      ? { kind: 'books', source: 'AudioBookRequest', ...list }
      : { kind: 'problem', text: 'This JSON is no list of books' };
  } catch {
    return null;
  }
}
