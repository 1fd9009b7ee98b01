import { expect, test } from 'vitest';
import type { Mam, TrackerRow } from '../../src/clients/mam/index.ts';
import { searchText } from '../../src/clients/mam/query.ts';
import type { Prowlarr, ProwlarrRow } from '../../src/clients/prowlarr/index.ts';
import { ExternalError } from '../../src/errors.ts';
import { searchDue } from '../../src/proposals/search-due.ts';
import { searchTracker } from '../../src/releases/look-up.ts';
import { prowlarrText, type Sources } from '../../src/releases/sources.ts';
import { buildRow } from '../releases/builders.ts';
import { useDatabase } from '../support/use-database.ts';
import { addWanted, hoursLater, now, policy, states } from './builders.ts';

const { em } = useDatabase();

const away = (service: 'tracker' | 'prowlarr') =>
  new ExternalError(service, 'unreachable', `${service} is away`);

function tracker(rows: TrackerRow[] | ExternalError) {
  const search: Mam['search'] = async () => {
    if (rows instanceof ExternalError) throw rows;
    return { rows, found: rows.length, rawRows: rows.length, start: 0, droppedRows: 0 };
  };
  return { search, searchText } as unknown as Mam;
}

function prowlarr(rows: Partial<ProwlarrRow>[] | ExternalError) {
  const asked: string[] = [];
  const search: Prowlarr['search'] = async (text) => {
    asked.push(text);
    if (rows instanceof ExternalError) throw rows;
    return rows.map(buildResult);
  };
  return { asked, client: { search } as unknown as Prowlarr };
}

function buildResult(changes: Partial<ProwlarrRow> = {}): ProwlarrRow {
  return {
    guid: 'https://other.example/t/9',
    indexerId: 7,
    indexer: 'Other',
    trackerId: null,
    title: 'Salt Road by Anna Ward [ENG / M4B]',
    sizeBytes: 300_000_000,
    fileCount: 1,
    grabs: 40,
    seeders: 12,
    leechers: 0,
    publishedAt: now,
    indexerFlags: ['freeleech'],
    downloadPath: '/1/download?link=x',
    ...changes,
  };
}

const freeRow = (id: number, title: string) => buildRow({ id, title, series: [], isFree: true });

function run(sources: Partial<Sources>) {
  const all: Sources = { mam: null, prowlarr: null, comesFirst: 'mam', ...sources };
  const { signal } = new AbortController();
  return searchDue(em(), all, { policy, platforms: ['discord'], now, signal });
}

const proposed = () =>
  em().execute<{ source: string; id: string }[]>(
    `select r.source, r.tracker_id as id from proposals p join releases r on r.id = p.release_id
      where p.status <> 'superseded' order by p.id`,
  );

test('a book the tracker does not have is proposed from Prowlarr', async () => {
  await addWanted(em(), 'Salt Road: A Novel');
  const second = prowlarr([{}]);

  const report = await run({ mam: tracker([]), prowlarr: second.client });

  expect(second.asked).toEqual(['Salt Road ward']);
  expect(report).toMatchObject({ searched: 1, open: 1, prowlarr: null });
  expect(await proposed()).toEqual([{ source: 'prowlarr', id: '7:https://other.example/t/9' }]);
});

test.each([
  ['mam', 'mam'],
  ['prowlarr', 'prowlarr'],
] as const)(
  'what both have is one release: that of the first source (%s)',
  async (comesFirst, kept) => {
    await addWanted(em(), 'Salt Road');
    const second = prowlarr([{ trackerId: '1', guid: 'https://tracker.example/t/1' }]);

    await run({ mam: tracker([freeRow(1, 'Salt Road')]), prowlarr: second.client, comesFirst });

    expect(await proposed()).toEqual([{ source: kept, id: '1' }]);
  },
);

test('while Prowlarr is away the tracker does without it, and it is not asked again and again', async () => {
  for (const title of ['Salt Road', 'Glass Sea']) await addWanted(em(), title);
  const second = prowlarr(away('prowlarr'));
  const rows = [freeRow(1, 'Salt Road'), freeRow(2, 'Glass Sea')];

  const report = await run({ mam: tracker(rows), prowlarr: second.client });

  expect(report).toMatchObject({ searched: 2, open: 2, prowlarr: 'prowlarr is away' });
  expect(second.asked).toHaveLength(1);
});

test('while the tracker is away Prowlarr is asked alone, and the run fails all the same', async () => {
  for (const title of ['Salt Road', 'Nowhere']) await addWanted(em(), title);
  const second = prowlarr([{}]);

  const end = run({ mam: tracker(away('tracker')), prowlarr: second.client });

  await expect(end).rejects.toThrow('tracker is away');
  expect(await proposed()).toHaveLength(1);
  const [nowhere] = await em().execute(
    `select search_note, last_searched_at, next_search_at from missing_books where title = 'Nowhere'`,
  );
  expect(nowhere).toEqual({
    search_note: null,
    last_searched_at: null,
    next_search_at: hoursLater(6),
  });
});

test('with both away nothing is said of the book', async () => {
  await addWanted(em(), 'Salt Road');
  const second = prowlarr(away('prowlarr'));

  const end = run({ mam: tracker(away('tracker')), prowlarr: second.client });

  await expect(end).rejects.toThrow('tracker is away');
  expect(await states(em())).toEqual({});
});

test('Prowlarr can be the only source', async () => {
  await addWanted(em(), 'Salt Road');

  const report = await run({ prowlarr: prowlarr([]).client });

  expect(report.skipped).toEqual([
    { title: 'Salt Road', reason: 'the tracker has no release of this book' },
  ]);
  await expect(run({ prowlarr: prowlarr(away('prowlarr')).client })).resolves.toMatchObject({
    searched: 0,
  });
});

test('a release that is blocked is blocked whoever finds it', async () => {
  await addWanted(em(), 'Salt Road');
  await em().execute(
    `insert into blocklist (source, tracker_id, reason, created_by) values ('mam', '1', 'bad', 'Ada')`,
  );
  const second = prowlarr([{ trackerId: '1' }]);

  const report = await run({ mam: tracker([]), prowlarr: second.client });

  expect(report.skipped).toMatchObject([{ reason: expect.stringContaining('blocklisted') }]);
});

test('a search shows both, and names who did not answer', async () => {
  const options = { limit: 10, offset: 0, sort: 'best', free: false } as never;
  const find = (sources: Partial<Sources>) => {
    const services = {
      sources: { mam: null, prowlarr: null, comesFirst: 'mam' as const, ...sources },
      policy: async () => policy,
    };
    const asked = { title: 'Salt Road', author: 'Anna Ward' };
    return searchTracker(em(), services, { ...(options as object), ...asked } as never, now);
  };

  const both = await find({
    mam: tracker([freeRow(1, 'Salt Road')]),
    prowlarr: prowlarr([{}]).client,
  });
  const one = await find({
    mam: tracker([freeRow(1, 'Salt Road')]),
    prowlarr: prowlarr(away('prowlarr')).client,
  });
  const none = find({ mam: tracker(away('tracker')), prowlarr: prowlarr(away('prowlarr')).client });

  expect([both.total, both.away]).toEqual([2, []]);
  expect([one.total, one.away]).toEqual([1, ['prowlarr is away']]);
  await expect(none).rejects.toThrow('tracker is away');
});

test.each([
  ['The Salt Road: Ember, Book 3', ['Anna Ward', 'Tom Reed'], 'The Salt Road ward'],
  ['Salt (Unabridged) [10th]', ['J. R. R. Tolkien'], 'Salt tolkien'],
  ['1984', [], '1984'],
])('Prowlarr is asked in few words: %s', (title, authors, text) => {
  expect(prowlarrText({ title, authors })).toBe(text);
});
