import type { EntityManager } from '@mikro-orm/postgresql';
import { onTestFinished } from 'vitest';
import { createMam, type Mam } from '../../src/clients/mam/index.ts';
import { loadConfig } from '../../src/config.ts';
import type { Book } from '../../src/sandbox/books.ts';
import type { Release } from '../../src/sandbox/releases.ts';
import { createSwarm } from '../../src/sandbox/torrents.ts';
import { startTracker, type Tracker } from '../../src/sandbox/tracker.ts';
import { policyOf } from '../../src/settings/policy.ts';
import { createMemorySession } from '../support/tracker-session.ts';

export const policy = policyOf(loadConfig({}).settings);

export type Site = Tracker & { mam: Mam; now: Date; searches: () => Record<string, unknown>[] };

/** The sandbox tracker without its own offers, over HTTP. */
export async function startSite(): Promise<Site> {
  const now = new Date('2026-06-15T12:00:00Z');
  const tracker = await startTracker({ swarm: createSwarm(), random: Math.random, now: () => now });
  onTestFinished(() => tracker.stop());
  tracker.releases.length = 0;
  tracker.limits.searchSpacingMs = 0;
  const session = createMemorySession(tracker.session.seed);
  const mam = createMam({ baseUrl: tracker.url, userAgent: 'warden-test/1', session });
  const bodies = () => tracker.requests.filter(({ kind }) => kind === 'search');
  return { ...tracker, mam, now, searches: () => bodies().map(({ body }) => JSON.parse(body).tor) };
}

let lastId = 800_000;

type Upload = Partial<Omit<Release, 'book'>> &
  Partial<Pick<Book, 'author' | 'category' | 'series' | 'dramatised'>>;

/** Puts an upload on the site; a fantasy book of two days ago unless it says otherwise. */
export function upload({ releases }: Tracker, title: string, changes: Upload = {}): Release {
  const {
    author = 'Anna Ward',
    category = 41,
    series = null,
    dramatised = false,
    ...own
  } = changes;
  lastId += 1;
  const book: Book = {
    asin: `B0TEST${lastId}`.slice(-10),
    title,
    author,
    series,
    narrators: ['Tom Reed'],
    minutes: 2,
    year: 2020,
    category,
    dramatised,
    dueInDays: null,
    owned: false,
  };
  const release: Release = {
    id: lastId,
    book,
    title,
    narrators: ['Tom Reed'],
    free: true,
    vipDays: null,
    kbps: 128,
    parts: 1,
    abridged: false,
    german: false,
    mediainfo: true,
    seeders: 9,
    snatches: 30,
    addedDaysAgo: 2,
    personalFreeleech: false,
    snatched: false,
    ...own,
  };
  releases.push(release);
  return release;
}

/** A book on the shelf, with its author and, if it has one, its series. */
export async function own(
  em: EntityManager,
  title: string,
  {
    author = 'Anna Ward',
    series,
    position,
    monitor = 'all',
  }: { author?: string; series?: string; position?: string; monitor?: string } = {},
): Promise<void> {
  const folded = author.toLowerCase();
  const [book] = await em.execute<[{ id: number }]>(
    'insert into books (abs_id, title, author) values (?, ?, ?) returning id',
    [`abs ${title}`, title, author],
  );
  await em.execute(
    `with a as (insert into authors (name, folded_name, audiobooks_owned) values (?, ?, 1)
                on conflict (folded_name) do update set audiobooks_owned = authors.audiobooks_owned + 1 returning id)
     insert into book_authors select ?, id from a`,
    [author, folded, book.id],
  );
  if (!series) return;
  await em.execute(
    `with s as (insert into series (name, folded_name, author, folded_author, books_owned, monitor)
                values (?, ?, ?, ?, 1, ?)
                on conflict (folded_name, folded_author) do update set books_owned = series.books_owned + 1 returning id)
     insert into book_series select ?, id, ? from s`,
    [series, series.toLowerCase(), author, folded, monitor, book.id, position ?? null],
  );
}

/** `title: reason status` of the missing books, with "wanted" behind those that are. */
export async function missing(em: EntityManager): Promise<Record<string, string>> {
  const rows = await em.execute<{ title: string; state: string }[]>(
    `select title, reason_missing || ' ' || download_status
            || case when is_wanted then ' wanted' else '' end as state
       from missing_books order by id`,
  );
  return Object.fromEntries(rows.map(({ title, state }) => [title, state]));
}
