import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Policy } from '../../src/settings/policy.ts';
import { listOptions } from '../../src/releases/filter.ts';
import { searchTracker } from '../../src/releases/look-up.ts';
import { releasesOf } from '../../src/releases/releases-of.ts';
import { addReading, addWanted, hoursLater, now } from '../proposals/builders.ts';
import { createSite, servicesWith } from '../proposals/site.ts';
import { useDatabase } from '../support/use-database.ts';
import { buildRow } from './builders.ts';

const { em } = useDatabase();
const all = z.object(listOptions).parse({});
const row = (id: number, changes: Parameters<typeof buildRow>[0] = {}) =>
  buildRow({ id, title: 'Salt Road', series: [], ...changes });

const site = createSite([
  row(1, { isVip: true, vipExpiresAt: 'never', tags: '64 kbps' }),
  row(2, { tags: '128 kbps', sizeBytes: 1e9 }),
  row(3, { tags: '128 kbps', language: 'GER' }),
  row(4, { tags: '128 kbps', isFlaggedAbridged: true, isFree: true }),
  row(5, { title: 'Smoke' }),
]);

beforeEach(async () => {
  site.searches.length = 0;
  await addWanted(em(), 'Salt Road');
});

const releases = (options: object = {}, rules: Partial<Policy> = {}) =>
  releasesOf(
    em(),
    servicesWith(site.mam, em, rules),
    { ...all, book: 'salt', owned: false, ...options },
    now,
  );
const ids = ({ rows }: { rows: { trackerId: string }[] }) => rows.map((one) => one.trackerId);

test('every release of a book is listed with its cost, its verdict and all that speaks against it', async () => {
  await em().execute('delete from ratio_log');
  await em().execute(
    `insert into ratio_log (timestamp, seen_at, uploaded_bytes, downloaded_bytes, vip_until, class_name, is_vip_class)
     values (?, ?, 6000000000, 2000000000, ?, 'VIP', true)`,
    [now, now, hoursLater(900)],
  );

  const list = await releases();

  expect(list).toMatchObject({ title: 'Salt Road', missing: 1, total: 4 });
  expect(list.rows).toMatchObject([
    {
      trackerId: '1',
      verdict: 'chosen',
      costClass: 'vip',
      ratioAfter: 3,
      reasons: ['cost: VIP-free before paid'],
      rejections: [],
    },
    { trackerId: '2', verdict: 'acceptable', costClass: 'paid', ratioAfter: 2, owned: null },
    {
      trackerId: '3',
      verdict: 'refused',
      rejections: [{ rule: 'language', got: 'de', want: 'en' }],
    },
    { trackerId: '4', verdict: 'refused', costClass: 'free', rejections: [{ rule: 'abridged' }] },
  ]);
  expect(await em().execute('select tracker_id from releases order by id')).toEqual(
    ['1', '2', '3', '4'].map((id) => ({ tracker_id: id })),
  );
});

test('VIP counts for nothing while the account is not known', async () => {
  await addReading(em(), { at: hoursLater(-1) });

  const { rows } = await releases();

  expect(rows.map((one) => [one.trackerId, one.costClass, one.ratioAfter])).toEqual([
    ['2', 'paid', null],
    ['1', 'paid', null],
    ['3', 'paid', null],
    ['4', 'free', null],
  ]);
});

test('the list is filtered, ordered and cut into pages, and the site is asked for a category', async () => {
  expect(ids(await releases({ language: 'german' }))).toEqual(['3']);
  expect(ids(await releases({ bitrate: 100, sort: 'size' }))).toEqual(['2', '3', '4']);
  expect(await releases({ limit: 1, offset: 1 })).toMatchObject({
    rows: [{ trackerId: '1' }],
    total: 4,
  });
  await releases({ category: 'fantasy' });
  expect(site.searches.map(({ categoryIds }) => categoryIds)).toEqual([[], [], [], [41]]);
});

test('in a free search other books are shown too, with what they are', async () => {
  const list = await searchTracker(
    em(),
    servicesWith(site.mam, em),
    { ...all, title: 'Salt Road', author: 'Anna Ward' },
    now,
  );

  expect(list.rows.at(-1)).toMatchObject({
    trackerId: '5',
    rejections: [{ rule: 'other-work', got: 'Smoke', want: 'Salt Road' }],
  });
});

test('of an owned book each release is compared with the edition on the shelf', async () => {
  await em().execute(
    `with b as (insert into books (abs_id, title, author, narrator, bitrate_kbps)
                values ('x', 'Salt Road', 'Anna Ward', 'Tom Reed', 64) returning id),
          a as (insert into authors (name, folded_name) values ('Anna Ward', 'anna ward') returning id)
     insert into book_authors (book_id, author_id) select b.id, a.id from a, b`,
  );

  const list = await releases({ owned: true });

  expect(list.missing).toBeNull();
  expect(list.rows.map((one) => [one.trackerId, one.verdict, one.owned?.verdict])).toEqual([
    ['2', 'chosen', 'superior'],
    ['1', 'refused', 'equal'],
    ['3', 'refused', 'superior'],
    ['4', 'refused', 'inferior'],
  ]);
  expect(list.rows[1]?.rejections).toEqual([
    { rule: 'owned', got: '64 kbps', want: 'better than the owned 64 kbps' },
  ]);
});

test.each([
  [{ book: 'Nowhere' }, 'not_found'],
  [{ book: 'Nowhere', owned: true }, 'not_found'],
])('%j is answered with a sentence and without a request', async (options, code) => {
  await expect(releases(options)).rejects.toMatchObject({ name: 'UserError', code });
  expect(site.searches).toEqual([]);
});
