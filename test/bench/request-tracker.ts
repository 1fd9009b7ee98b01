import type { Mam } from '../../src/clients/mam/index.ts';
import { searchBody, searchText } from '../../src/clients/mam/query.ts';
import { readSearchPage } from '../../src/clients/mam/rows.ts';
import { ExternalError } from '../../src/errors.ts';
import { type Book, books as shelf } from '../../src/sandbox/books.ts';
import type { Release } from '../../src/sandbox/releases.ts';
import { search } from '../../src/sandbox/tracker/search.ts';
import { seededRandom } from '../labels/random.ts';
import type { Gap } from './request-gaps.ts';

/** A tracker that counts its searches. */
export type CountingTracker = { mam: Mam; readonly searches: number };

const startedAt = new Date('2026-06-15T12:00:00Z');
/** So many of the gaps are to be had. */
const obtainable = 0.7;

/** Releases of seven gaps in ten, one to three each, and of as many books nobody asked for. */
export function makeReleases(gaps: readonly Gap[], seed: number): Release[] {
  const random = seededRandom(seed);
  const [pattern] = shelf;
  if (!pattern) throw new Error('the sandbox has no book');
  const releases: Release[] = [];
  const add = (book: Book, title: string) =>
    releases.push({
      id: 100_000 + releases.length,
      book,
      title,
      narrators: ['Tobias Merrow'],
      free: true,
      vipDays: null,
      kbps: random.pick([64, 96, 128]),
      parts: 1,
      abridged: false,
      german: false,
      mediainfo: true,
      seeders: 5,
      snatches: 10,
      addedDaysAgo: 40 + releases.length / 100,
      personalFreeleech: false,
      snatched: false,
    });
  for (const { title, author, series, position } of gaps) {
    const book = { ...pattern, title, author, series: { name: series, asin: 'S', position } };
    const names = [title, `${title} (Unabridged)`, `${title}: ${series}, Book ${position}`];
    const count = random.isLucky(obtainable) ? random.pick([1, 1, 2, 3]) : 0;
    for (let one = 0; one < count; one += 1) add(book, random.pick(names));
    const other = { ...book, title: `Another ${title.split(' ')[0]} Tale`, author: `${author} Jr` };
    add(other, other.title);
  }
  return releases;
}

/** Answers as the stand-in of the tracker does, without the way over HTTP and without its pace. */
export function countSearches(releases: Release[]): CountingTracker {
  let searches = 0;
  const mam: Partial<Mam> = {
    searchText,
    async search(query) {
      searches += 1;
      const answer = search(releases, { ...searchBody(query) }, startedAt, () => null);
      if ('error' in answer && !String(answer.error).startsWith('Nothing returned')) {
        throw new ExternalError('tracker', 'unexpected', String(answer.error));
      }
      return readSearchPage(answer, query.start ?? 0);
    },
  };
  return {
    mam: mam as Mam,
    get searches() {
      return searches;
    },
  };
}
