/** A book as a list from elsewhere names it. */
export type ListedBook = {
  title: string;
  author: string;
  series: string | null;
  position: string | null;
  asin: string | null;
};

/** What a list holds; `skipped` are books on other shelves than the wanted ones, `unreadable` lack title or author. */
export type BookList = { books: ListedBook[]; skipped: number; unreadable: number };

type Told = {
  title: string;
  author: string;
  asin?: string | undefined;
  shelf?: string | undefined;
};

const wantedShelves = /^(?:to[- ]?read|want[- ]to[- ](?:read|listen)|wish ?list|wanted|)$/i;

/** Reads the rows of a list: each wanted book once, its series out of a title such as "Salt (Ember, #3)". */
export function listOf(rows: readonly Told[]): BookList {
  const books = new Map<string, ListedBook>();
  let skipped = 0;
  let unreadable = 0;
  for (const row of rows) {
    if (!wantedShelves.test((row.shelf ?? '').trim())) {
      skipped += 1;
      continue;
    }
    const book = readBook(row);
    if (book) books.set(`${book.title}\n${book.author}`.toLowerCase(), book);
    else unreadable += 1;
  }
  return { books: [...books.values()], skipped, unreadable };
}

function readBook({ title: told, author: by, asin }: Told): ListedBook | null {
  const whole = oneLine(told).slice(0, 300);
  const [, main = whole, series, position] =
    /^(.*\S)\s*\(([^()]*[^\s(),]),?\s*#(\d+(?:\.\d+)?)[^()]*\)$/.exec(whole) ?? [];
  const author = oneLine(by).slice(0, 200);
  if (!/[\p{L}\p{N}]/u.test(main) || !/\p{L}/u.test(author)) return null;
  const code = asin?.trim().toUpperCase() ?? '';
  return {
    title: main,
    author,
    series: series ?? null,
    position: position ?? null,
    asin: /^[0-9A-Z]{10}$/.test(code) ? code : null,
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
}
