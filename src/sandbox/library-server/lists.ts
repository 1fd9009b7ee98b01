import { type LibraryIds, type LibraryItem, metadataOf, uuidOf } from './item.ts';
import { expandedItem, shortItem } from './rows.ts';

/** `GET /api/libraries/:id/items`: pages from 0, `limit=0` is all, unknown sorts are ignored. */
export function listItems(items: LibraryItem[], query: URLSearchParams, ids: LibraryIds): object {
  const limit = Number(query.get('limit') ?? 0);
  const page = Number(query.get('page') ?? 0);
  const sortBy = query.get('sort') ?? undefined;
  const sortDesc = query.get('desc') === '1';
  const filterBy = query.get('filter') ?? undefined;
  const found = items.filter((item) => passes(item, filterBy));
  const key = sortKeys[sortBy ?? ''];
  if (key) {
    const sign = sortDesc ? -1 : 1;
    found.sort((left, right) =>
      key(left) < key(right) ? -sign : key(left) > key(right) ? sign : 0,
    );
  }
  const shown = limit > 0 ? found.slice(page * limit, (page + 1) * limit) : found;
  return {
    results: shown.map((item) => shortItem(item, ids)),
    total: found.length,
    limit,
    page,
    sortBy,
    sortDesc,
    filterBy,
    mediaType: 'book',
    minified: query.get('minified') === '1',
    collapseseries: false,
    include: '',
    offset: page * limit,
  };
}

const sortKeys: Record<string, (item: LibraryItem) => number | string> = {
  addedAt: (item) => item.addedAt,
  size: (item) => item.files.reduce((sum, file) => sum + file.sizeBytes, 0),
  'media.metadata.title': (item) => metadataOf(item).title.toLowerCase(),
  'media.metadata.authorName': (item) => metadataOf(item).authors.join(', ').toLowerCase(),
};

/** `issues`, or `authors.` and `series.` with the base64 of an id; other filters are not imitated. */
function passes(item: LibraryItem, filter: string | undefined): boolean {
  if (filter === 'issues') return item.isMissing;
  const [group, value = ''] = filter?.split('.') ?? [];
  const wanted = Buffer.from(decodeURIComponent(value), 'base64').toString('utf8');
  const { authors, series } = metadataOf(item);
  if (group === 'authors') return authors.some((name) => uuidOf(`author ${name}`) === wanted);
  if (group === 'series') return series.some(({ name }) => uuidOf(`series ${name}`) === wanted);
  return true;
}

/** `GET /api/libraries/:id/search`: finds parts of titles, series and names. */
export function searchItems(items: LibraryItem[], query: URLSearchParams, ids: LibraryIds): object {
  const wanted = (query.get('q') ?? '').toLowerCase();
  const limit = Number(query.get('limit') ?? 12);
  const has = (text: string) => text.toLowerCase().includes(wanted);
  const books = items.filter((item) => has(metadataOf(item).title));
  const named = (names: string[]) => [...new Set(names)].filter(has).slice(0, limit);
  const all = items.map(metadataOf);
  return {
    book: books.slice(0, limit).map((item) => ({ libraryItem: expandedItem(item, ids) })),
    series: named(all.flatMap(({ series }) => series.map(({ name }) => name))).map((name) => ({
      series: { id: uuidOf(`series ${name}`), name },
      books: [],
    })),
    authors: named(all.flatMap(({ authors }) => authors)).map((name) => {
      return { id: uuidOf(`author ${name}`), name };
    }),
    narrators: named(all.flatMap(({ narrators }) => narrators)).map((name) => ({ name })),
    tags: [],
    genres: [],
  };
}
