import { z } from 'zod';
import { categories } from '../books.ts';
import type { Release } from '../releases.ts';
import { addedAt, rowOf } from './search-row.ts';
import { matchesText } from './search-text.ts';

const longestText = 1500;

const numbers = z.array(z.coerce.number());
const date = z.union([z.number(), z.string()]).transform((value) => {
  const seconds = Number(value);
  return Number.isNaN(seconds) ? Date.parse(String(value)) : seconds * 1000;
});

const searchRequest = z.object({
  perpage: z.coerce.number().int().min(5).catch(20),
  tor: z.object({
    text: z.string().default(''),
    srchIn: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).optional(),
    searchType: z.string().default('all'),
    main_cat: numbers.default([]),
    cat: numbers.default([]),
    browse_lang: numbers.optional(),
    browseFlags: numbers.default([]),
    browseFlagsHideVsShow: z.coerce.number().default(0),
    startDate: date.optional(),
    endDate: date.optional(),
    id: z.coerce.number().optional(),
    hash: z.string().optional(),
    startNumber: z.coerce.number().int().min(0).catch(0),
    sortType: z.string().default('default'),
  }),
});

type Search = z.infer<typeof searchRequest>['tor'];

/** The answer of `loadSearchJSONbasic.php`; faults are answers too, as on the site. */
export function search(
  releases: Release[],
  body: Record<string, unknown>,
  startedAt: Date,
  releaseOf: (infoHash: string) => Release | null,
): object {
  const parsed = searchRequest.safeParse(body);
  if (!parsed.success) return { error: 'Invalid search' };
  const { tor } = parsed.data;
  if (tor.text.length > longestText) return { error: 'Search text is too long' };
  if (tor.browse_lang?.length === 0) return { error: 'Invalid language' };
  const wanted = tor.hash === undefined ? tor.id : (releaseOf(tor.hash)?.id ?? -1);
  const found = releases.filter(
    (release) =>
      (wanted === undefined || release.id === wanted) && matches(release, tor, startedAt),
  );
  if (found.length === 0) return { error: `Nothing returned, out of ${releases.length}` };
  sort(found, tor.sortType);
  const perpage = Math.min(parsed.data.perpage, 100);
  const has = (flag: string) => flag in body;
  return {
    perpage,
    start: tor.startNumber,
    data: found
      .slice(tor.startNumber, tor.startNumber + perpage)
      .map((release) => rowOf(release, startedAt, has)),
    total: found.length,
    found: found.length,
  };
}

function matches(release: Release, tor: Search, startedAt: Date): boolean {
  const { book, german, abridged } = release;
  const added = addedAt(release, startedAt).getTime();
  const language = german ? 37 : 1;
  const hidden = tor.browseFlags.includes(32) && (tor.browseFlagsHideVsShow === 1) !== abridged;
  return (
    !hidden &&
    matchesType(release, tor.searchType) &&
    (tor.main_cat.length === 0 || tor.main_cat.includes(13)) &&
    (tor.cat.length === 0 || tor.cat.includes(0) || tor.cat.includes(book.category)) &&
    (tor.browse_lang === undefined || tor.browse_lang.includes(language)) &&
    (tor.startDate === undefined || added >= tor.startDate) &&
    (tor.endDate === undefined || added < tor.endDate) &&
    matchesText(tor.text, fieldsOf(release), searchedFields(tor))
  );
}

function matchesType({ seeders, free, vipDays }: Release, type: string): boolean {
  const vip = vipDays !== null;
  if (type === 'active') return seeders > 0;
  if (type === 'inactive') return seeders === 0;
  if (type === 'fl') return free;
  if (type === 'fl-VIP') return free || vip;
  if (type === 'VIP') return vip;
  if (type === 'nVIP') return !vip;
  return true;
}

/** `srchIn` is a list of names or a map of name to truth; without it the site looks in these three. */
function searchedFields({ srchIn }: Search): string[] {
  if (srchIn === undefined) return ['title', 'author', 'narrator', 'series'];
  if (Array.isArray(srchIn)) return srchIn;
  const off = new Set<unknown>([false, 'false', 0, '0', '']);
  return Object.keys(srchIn).filter((field) => !off.has(srchIn[field]));
}

function fieldsOf({ title, book, narrators, kbps }: Release): Record<string, string> {
  return {
    title,
    author: book.author,
    narrator: narrators.join(', '),
    series: book.series?.name ?? '',
    description: title,
    tags: `${kbps} Kbps ${categories[book.category]}`,
    filenames: `${book.author} ${title} mp3`,
    fileTypes: 'mp3',
  };
}

function sort(releases: Release[], sortType: string): void {
  const [, field = 'default', direction] = /^(.*?)(Asc|Desc)?$/.exec(sortType) ?? [];
  const sign = direction === 'Asc' ? 1 : -1;
  const keys: Record<string, (release: Release) => number | string> = {
    title: (release) => release.title,
    seeders: (release) => release.seeders,
    snatched: (release) => release.snatches,
    size: (release) => release.kbps * release.book.minutes,
    category: (release) => release.book.category,
  };
  const key = keys[field] ?? ((release) => -release.addedDaysAgo);
  releases.sort((left, right) => {
    const [a, b] = [key(left), key(right)];
    return a === b ? left.id - right.id : a < b ? -sign : sign;
  });
}
