import type { EntityManager } from '@mikro-orm/postgresql';
import { beforeAll, expect, test } from 'vitest';
import { openOrm } from '../../src/db/orm.ts';
import { noteArrivals, whyNoArrivals } from '../../src/library/arrivals.ts';
import { listGaps } from '../../src/library/list-gaps.ts';
import { listUpcoming } from '../../src/library/upcoming.ts';
import { type Choice, chooseBooks } from '../../src/metadata/choose-books.ts';
import { dueBooks } from '../../src/proposals/wanted-books.ts';
import { createDatabase } from '../support/database.ts';
import { buildItem, createShelf, emberItem, now, policy } from '../library/shelf.ts';

const books = 20_000;
const manyRows = 10_000;
let em: () => EntityManager;

/** 20,000 books in 15,000 series by 4,000 authors, and 30,000 missing ones, as the tables of a large library are. */
beforeAll(async () => {
  const { connection, drop } = await createDatabase();
  const orm = await openOrm(connection, 3);
  em = () => orm.em.fork();
  const fill = (statement: string) => em().execute(statement);
  await fill(`insert into authors (name, folded_name, audiobooks_owned)
              select 'Author ' || n, 'author ' || n, 5 from generate_series(1, 4000) n`);
  await fill(`insert into series (name, folded_name, author, folded_author, books_owned)
              select 'Series ' || n, 'series ' || n, 'Author ' || n % 4000 + 1, 'author ' || n % 4000 + 1, 4
                from generate_series(1, 15000) n`);
  await fill(`insert into books (abs_id, title, author, date_added, path)
              select 'b' || n, 'Book ' || n, 'Author ' || n % 4000 + 1, now() - n * interval '1 hour', repeat('/folder', 9)
                from generate_series(1, ${books}) n`);
  // One of four was looked at, some of them just now, each as complete as its number says.
  await fill(`update books set metadata_completeness_percent = id % 11 * 10,
                last_metadata_update = case when id % 4 = 0 then timestamptz '2026-01-01' + id * interval '1 minute' end`);
  await fill(`insert into book_authors select n, n % 4000 + 1 from generate_series(1, ${books}) n`);
  await fill(
    `insert into book_series select n, n % 15000 + 1, (n / 15000 + 1)::text from generate_series(1, ${books}) n`,
  );
  await fill(`insert into series_entries (series_id, asin, title, position, authors)
              select n % 15000 + 1, 'S' || n, 'Book ' || n, (n / 15000 + 1)::text, '["Somebody"]' from generate_series(1, 60000) n`);
  await fill(`insert into author_entries (author_id, asin, title, authors, seen_at)
              select n % 4000 + 1, 'A' || n, 'Single ' || n, '["Somebody"]', now() from generate_series(1, 60000) n`);
  await fill(`insert into missing_books (work_key, series_id, author_id, title, author_name, series_name, series_number,
                reason_missing, download_status, is_wanted, release_date, priority, next_search_at)
              select 'k' || n, n % 15000 + 1, n % 4000 + 1, 'Missing ' || n, 'Author ' || n % 4000 + 1,
                     'Series ' || n % 15000 + 1, (n % 40)::text, 'series_gap',
                     (array['identified', 'identified', 'identified', 'completed', 'unsure', 'announced'])[n % 6 + 1],
                     n % 10 = 0, date '2026-01-01' + n % 900, n % 3 + 1,
                     case when n % 20 = 0 or n % 3 = 2 then timestamptz '2027-01-01' end
                from generate_series(1, 30000) n`);
  await fill(
    `insert into proposals (missing_book_id, status) select n, 'expired' from generate_series(1, 12000) n`,
  );
  await fill('vacuum analyze');
  return async () => {
    await orm.close();
    await drop();
  };
}, 60_000);

type Statement = [sql: string, values: unknown[]];

/** The same unit of work, which notes every statement that is written out. */
function watched(place: EntityManager, seen: Statement[]): EntityManager {
  return new Proxy(place, {
    get(target, name) {
      if (name === 'execute') {
        return (sql: string, values: unknown[] = [], ...more: unknown[]) => {
          seen.push([sql, values]);
          return (target.execute as (...all: unknown[]) => unknown)(sql, values, ...more);
        };
      }
      if (name === 'transactional') {
        return (work: (inner: EntityManager) => Promise<unknown>) =>
          target.transactional((inner) => work(watched(inner, seen)));
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

type Plan = { 'Node Type': string; 'Relation Name'?: string; Plans?: Plan[] };

/** Tables of many rows that a statement reads from one end to the other. */
async function wholeReads(statements: readonly Statement[]): Promise<string[]> {
  const large = await em().execute<{ name: string }[]>(
    `select relname as name from pg_class where relkind = 'r' and reltuples > ${manyRows}`,
  );
  const names = new Set(large.map(({ name }) => name));
  expect(names).toContain('missing_books');
  const found: string[] = [];
  for (const [sql, values] of statements) {
    if (!/^\s*(?:select|with|insert|update|delete)\b/i.test(sql)) continue;
    const [row] = await em().execute<{ 'QUERY PLAN': { Plan: Plan }[] }[]>(
      `explain (format json) ${sql}`,
      values,
    );
    const plan = row?.['QUERY PLAN'][0]?.Plan;
    const nodes = plan ? nodesOf(plan) : [];
    const whole = nodes.filter((node) => node['Node Type'].includes('Seq Scan'));
    for (const { 'Relation Name': table = '' } of whole) {
      if (names.has(table)) found.push(`${table}: ${sql.replaceAll(/\s+/g, ' ').slice(0, 90)}`);
    }
  }
  return found;
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

async function statementsOf(
  work: (place: EntityManager) => Promise<unknown>,
): Promise<Statement[]> {
  const seen: Statement[] = [];
  await work(watched(em(), seen));
  expect(seen.length).toBeGreaterThan(0);
  return seen;
}

const page = { limit: 50, offset: 0 };

test.each([
  ['all gaps', page],
  ['the second page', { ...page, offset: 50 }],
  ['wanted gaps', { ...page, state: 'wanted' as const }],
  ['a series by its number', { ...page, series: '77' }],
])('a list of %s reads no large table as a whole', async (_, filter) => {
  expect(await wholeReads(await statementsOf((place) => listGaps(place, filter)))).toEqual([]);
});

test('what is announced is listed without reading a large table as a whole', async () => {
  const statements = await statementsOf((place) =>
    listUpcoming(place, { ...page, today: '2026-06-15' }),
  );

  expect(await wholeReads(statements)).toEqual([]);
});

test('what the queue has to search is found without reading a large table as a whole', async () => {
  let due: unknown[] = [];

  const statements = await statementsOf(async (place) => {
    due = await dueBooks(place, { now, limit: 10 });
  });

  expect(due).toHaveLength(10);
  expect(await wholeReads(statements)).toEqual([]);
});

test('arrivals are noted without reading a large table as a whole', async () => {
  const newest = Array.from({ length: 49 }, (_, index) => {
    const authors = [`Author ${((index + 1) % 4000) + 1}`];
    return buildItem(`b${index + 1}`, {
      title: `Book ${index + 1}`,
      authors,
      series: [{ name: `Series ${index + 2}`, sequence: '1' }],
    });
  });
  const shelf = createShelf([...newest, emberItem('9', { authors: ['Author 5'] })]);
  let arrived: unknown[] = [];
  let reason: string | null = null;

  const statements = await statementsOf(async (place) => {
    arrived = await noteArrivals(place, shelf, { libraryId: undefined, policy, now });
    reason = await whyNoArrivals(place, shelf, undefined);
  });

  expect(arrived).toEqual([{ title: 'Ember Volume 9' }]);
  expect(reason).not.toBeNull();
  expect(await wholeReads(statements)).toEqual([]);
});

const midnight = { now, since: new Date(now.getTime() - 60_000) };

test.each<[string, Choice, number]>([
  ['the least complete books', { kind: 'least-complete', limit: 100 }, 100],
  ['books added within a week', { kind: 'added', days: 7 }, 1],
  ['incomplete books of the maintenance', { kind: 'below', percent: 70, limit: 100 }, 100],
])('%s are chosen without reading a large table as a whole', async (_, choice, least) => {
  let chosen: number[] = [];

  const statements = await statementsOf(async (place) => {
    chosen = await chooseBooks(place, choice, midnight);
  });

  expect(chosen.length).toBeGreaterThanOrEqual(least);
  expect(statements.length).toBeLessThanOrEqual(2);
  expect(await wholeReads(statements)).toEqual([]);
});
