export type SearchField = 'title' | 'author' | 'narrator' | 'series';

export type SearchQuery = {
  text: string;
  searchIn?: SearchField[];
  languageIds?: number[];
  categoryIds?: number[];
  searchType?: 'all' | 'active' | 'fl' | 'fl-VIP' | 'VIP' | 'nVIP';
  sort?: string;
  /** Uploaded on this day (UTC) or later. */
  startDate?: Date;
  /** Uploaded before this day. */
  endDate?: Date;
  /** 5 to 100, 100 by default; values beyond are brought to the nearest. */
  perPage?: number;
  start?: number;
};

const audiobooks = 13;
const everyField: SearchField[] = ['title', 'author', 'narrator', 'series'];
const extras = { description: 'true', isbn: 'true', mediaInfo: 'true' };

/**
 * The text that finds any of the titles by any of the authors: `@title ("A"|"B") @author ("C")`.
 * Titles without a letter or digit are left out; `null` when no title can be searched for.
 */
export function searchText(wanted: {
  titles: readonly string[];
  authors: readonly string[];
}): string | null {
  const titles = anyOf('title', wanted.titles.flatMap(titleForms));
  const authors = anyOf('author', wanted.authors.flatMap(authorForms));
  return titles && [titles, authors].filter(Boolean).join(' ');
}

/** The body of a search among audiobooks. The personal download hash is never asked for. */
export function searchBody(query: SearchQuery) {
  const categories = query.categoryIds ?? [];
  const languages = query.languageIds ?? [];
  return {
    ...extras,
    perpage: Math.min(100, Math.max(5, query.perPage ?? 100)),
    tor: {
      text: query.text,
      srchIn: query.searchIn ?? everyField,
      searchType: query.searchType ?? 'all',
      searchIn: 'torrents',
      // Beside single categories the main one is left out: it might widen them instead of narrowing.
      ...(categories.length > 0
        ? { cat: categories.map(String) }
        : { main_cat: [audiobooks], cat: ['0'] }),
      // An empty language list breaks the site's search.
      ...(languages.length > 0 ? { browse_lang: languages } : {}),
      ...(query.startDate ? { startDate: dayOf(query.startDate) } : {}),
      ...(query.endDate ? { endDate: dayOf(query.endDate) } : {}),
      sortType: query.sort ?? 'default',
      startNumber: query.start ?? 0,
    },
  };
}

/** The body that asks for one torrent by its id or info-hash, whatever its category. */
export function releaseBody(one: { id: number } | { hash: string }) {
  const tor = { ...one, searchType: 'all', searchIn: 'torrents', cat: ['0'], startNumber: 0 };
  return { ...extras, perpage: 5, tor };
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

function anyOf(field: SearchField, forms: string[]): string | null {
  const phrases = new Set(forms.map(searchWords).filter((words) => words !== ''));
  if (phrases.size === 0) return null;
  return `@${field} (${[...phrases].map((words) => `"${words}"`).join('|')})`;
}

/** With and without subtitle; "&" and "and" name the same book. */
function titleForms(title: string): string[] {
  const whole = title.replace(/(?:\s*(?:\([^()]*\)|\[[^[\]]*\]))+\s*$/, '') || title;
  const [main = whole] = whole.split(/:\s/);
  return [main, whole].flatMap((form) =>
    /\s(?:&|and)\s/i.test(form)
      ? [form.replaceAll(/\s(?:&|and)\s/gi, ' and '), form.replaceAll(/\s(?:&|and)\s/gi, ' ')]
      : [form],
  );
}

/** Initials stand apart ("J. R. R.") or together ("JRR") on the site. */
function authorForms(name: string): string[] {
  const words = searchWords(name);
  return [words, words.replaceAll(/(?<!\S)(\p{L}) (?=\p{L}(?!\S))/gu, '$1')];
}

/**
 * Letters, digits and apostrophes: no quote and no operator of the search language is left. The
 * apostrophe stays because the index splits words at it ("Lion's" is found, "Lions" is not).
 */
function searchWords(text: string): string {
  const words = text
    .normalize('NFC')
    .replaceAll(/[’‘ʼ`]/g, "'")
    .replaceAll(/[^\p{L}\p{M}\p{N}']+/gu, ' ')
    .trim();
  return /[\p{L}\p{N}]/u.test(words) ? words : '';
}
