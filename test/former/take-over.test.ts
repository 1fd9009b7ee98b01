import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readSamples } from '../../src/account/samples.ts';
import { loadConfig } from '../../src/config.ts';
import { reportText } from '../../src/former/report.ts';
import { type Kind as Program, type Order, takeOver } from '../../src/former/take-over.ts';
import { changeSetting, listSettings } from '../../src/settings/stored.ts';
import { buildItem, createShelf, scan } from '../library/shelf.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { useDatabase } from '../support/use-database.ts';
import { now, rules } from '../wishlist/people.ts';
import {
  foreignDatabase,
  formerProgram,
  hash,
  type Kind,
  olderRequestProgram,
  requestProgram,
} from './foreign-database.ts';

const { em } = useDatabase();
const { settings } = loadConfig({});
const owner = { platform: 'terminal', id: 'ada', name: 'Ada', role: 'owner' } as const;

function orderOf(source: string, isDryRun = false): Order {
  return { person: owner, rules: rules(), now, source, isDryRun, policy: settings };
}

/** What the command line prints, line by line. */
async function take(program: Program, source: string, isDryRun = false): Promise<string[]> {
  const report = await takeOver(em(), program, orderOf(source, isDryRun));
  return reportText(report, isDryRun).trimEnd().split('\n');
}

const wishes = async () => {
  const rows = await em().execute<{ wish: string }[]>(
    `select m.title || ' by ' || m.author_name as wish from wishlist w join missing_books m on m.id = w.missing_book_id
      where w.removed_at is null order by w.id`,
  );
  return rows.map(({ wish }) => wish);
};

/** Every row of every table the import may write. */
const everything = async () => {
  const tables = ['ratio_log_daily', 'downloads', 'failed_attempts', 'wishlist', 'missing_books'];
  const parts = [...tables, 'taken_over', 'settings', 'wishlist_imports', 'outbox', 'tasks'].map(
    (table) => em().execute<unknown[]>(`select * from ${table} order by 1`),
  );
  return await Promise.all(parts);
};

async function fileOf(name: string, content: string): Promise<string> {
  const folder = await makeTemporaryFolder();
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(path.join(folder, name), content);
  return path.join(folder, name);
}

test.each<Kind>(['sqlite', 'postgres'])(
  'the former program, in %s: what has a home here is taken, what has none is named with the reason',
  async (kind) => {
    await scan(em(), createShelf([buildItem('salt', { title: 'The Salt Road' })]));

    const report = await take('mamcrawler', await foreignDatabase(kind, formerProgram));

    expect(report).toEqual([
      'days of the ratio: 2 taken, 0 known already',
      '  1 left: readings without a time or a ratio',
      'finished downloads: 1 taken, 0 known already',
      '  1 left: without a title and the hash of a torrent',
      'failed attempts: 2 taken, 0 known already',
      'books in the queue or waiting for VIP, as wishes: 2 taken, 0 known already',
      '  1 left: on the shelf already',
      '  1 left: without a title or an author',
      'books: 0 taken, 0 known already',
      '  2 left: the library itself is read, so that nothing is taken for owned that is not there',
      'tasks: 0 taken, 0 known already',
      '  1 left: runs are kept for 30 days, and these also call placeholders a success',
    ]);
    expect(await wishes()).toEqual(['Ash by Anna Ward', 'Elm by Anna Ward']);
    expect(
      await em().execute(
        `select d.title, d.qbittorrent_hash, d.status, d.integrity_status, d.release_edition, d.is_paid,
                d.date_completed, b.title as book from downloads d left join books b on b.id = d.book_id`,
      ),
    ).toEqual([
      {
        title: 'The Salt Road',
        qbittorrent_hash: hash('a'),
        status: 'completed',
        integrity_status: 'pending',
        release_edition: 'paid',
        is_paid: true,
        date_completed: new Date('2025-11-01T12:00:00.250Z'),
        book: 'The Salt Road',
      },
    ]);
    expect(
      await em().execute(
        `select task_name, item_name, reason, attempt_count as times, last_attempt as last from failed_attempts order by id`,
      ),
    ).toEqual([
      {
        task_name: 'SERIES',
        item_name: 'Ember',
        reason: 'timed out',
        times: 4,
        last: new Date('2025-10-03T08:00:00Z'),
      },
      {
        task_name: 'downloads',
        item_name: 'Birch',
        reason: 'given up by the former program',
        times: 3,
        last: new Date('2025-11-05T10:00:00Z'),
      },
    ]);
  },
);

test('the ratio of days long gone shows in the history, with its lowest, and nothing else is claimed', async () => {
  await take('mamcrawler', await foreignDatabase('sqlite', formerProgram));

  const samples = await readSamples(em(), {
    days: 400,
    staleMinutes: 15,
    now: new Date('2025-11-20T12:00:00Z'),
  });
  expect(samples.map(({ at, ratio, points }) => [at.toISOString().slice(0, 10), ratio, points]))
    // The one without a ratio is no day.
    .toEqual([
      ['2025-11-01', 1.75, null],
      ['2025-11-02', 0.9, null],
    ]);
  expect(
    await em().execute('select lowest_ratio as lowest from ratio_log_daily order by day'),
  ).toEqual([{ lowest: 1.5 }, { lowest: 0.9 }]);
});

test('days that are known from the site itself are not written over', async () => {
  await em().execute(
    `insert into ratio_log (timestamp, seen_at, uploaded_bytes, downloaded_bytes, class_name, is_vip_class)
     values ('2025-11-02T01:00:00Z', '2025-11-02T01:05:00Z', 2, 1, 'VIP', true)`,
  );

  const report = await take('mamcrawler', await foreignDatabase('sqlite', formerProgram));

  expect(report).toContain('days of the ratio: 1 taken, 0 known already');
  expect(report).toContain('  1 left: these days are known here from the site itself');
});

test('a second time nothing is taken, not even what was removed here since', async () => {
  const source = await foreignDatabase('sqlite', formerProgram);
  await take('mamcrawler', source);
  await em().execute(`update wishlist set removed_at = now()`);
  const before = await everything();

  const report = await take('mamcrawler', source);

  expect(report).toContain('days of the ratio: 0 taken, 2 known already');
  expect(report).toContain('finished downloads: 0 taken, 1 known already');
  expect(report).toContain('failed attempts: 0 taken, 2 known already');
  expect(report).toContain(
    'books in the queue or waiting for VIP, as wishes: 0 taken, 3 known already',
  );
  expect(await wishes()).toEqual([]);
  expect(await everything()).toEqual(before);
});

test('a dry run tells the same and changes nothing', async () => {
  const source = await foreignDatabase('sqlite', formerProgram);
  const before = await everything();

  const dry = await take('mamcrawler', source, true);
  const after = await everything();
  const real = await take('mamcrawler', source);

  expect(dry).toEqual([...real, 'Nothing was changed: this was a dry run.']);
  expect(after).toEqual(before);
  expect(await em().execute('select command, input, outcome, actor_name from audit')).toEqual([
    { command: 'import', input: { kind: 'mamcrawler' }, outcome: 'done', actor_name: 'Ada' },
  ]);
});

test.each<Kind>(['sqlite', 'postgres'])(
  'the requests of AudioBookRequest, in %s, without what was only searched for',
  async (kind) => {
    const report = await take('audiobookrequest', await foreignDatabase(kind, requestProgram));

    expect(await wishes()).toEqual(['Ash by Anna Ward', 'Elm by Bo Ek']);
    expect(report).toEqual([
      'wishes: 2 taken, 0 known already',
      '  1 left: downloaded already',
      '  1 left: without a title or an author',
      'By hand:',
      '  2 people had asked; the wishes are yours until they ask here.',
    ]);
  },
);

test('the requests of an older AudioBookRequest', async () => {
  await take('audiobookrequest', await foreignDatabase('sqlite', olderRequestProgram));

  expect(await wishes()).toEqual(['Ash by Anna Ward']);
});

test('a wishlist as a file', async () => {
  const file = await fileOf('wishes.csv', 'title,author\nAsh,Anna Ward\nElm,Bo Ek\n');

  expect(await take('list', file)).toEqual(['wishes: 2 taken, 0 known already']);
  expect(await wishes()).toEqual(['Ash by Anna Ward', 'Elm by Bo Ek']);
});

const mlm = `
mam_id = "very-secret"
min_ratio = 2.0
unsat_buffer = 12
audio_types = ["m4b", "mp3"]
[search]
wedge_over = "3 GB"
[audiobookshelf]
url = "http://nas:13378"
token = "also-secret"
[[qbittorrent]]
url = "http://me:word@nas:8080"
[qbittorrent.path_mapping]
"/downloads" = "/mnt/downloads"
[[autograb]]
type = "new"
[[goodreads_list]]
url = "https://www.goodreads.com/review/list_rss/1?key=feed-key&shelf=to-read"
`;

test('a configuration of MLM: its rules become settings, its shelves are read, the rest is named', async () => {
  await changeSetting(em(), { name: 'WEDGE_MIN_GB', value: '5', actor: 'Sam', now });
  const file = await fileOf('config.toml', mlm);

  const report = await take('mlm', file);
  const again = await take('mlm', file);

  const set = (await listSettings(em(), settings)).filter(({ changedBy }) => changedBy !== null);
  expect(set.map(({ name, value, changedBy }) => `${name} ${value} ${changedBy}`)).toEqual(
    [
      'UNSATISFIED_RESERVE 12 MLM',
      'WEDGE_MIN_GB 5 Sam',
      'FORMATS m4b,mp3 MLM',
      'PATH_MAP /downloads=/mnt/downloads MLM',
      'RATIO_AFTER_GRAB 2 MLM',
    ].sort((a, b) => order(a) - order(b)),
  );
  expect(report).toEqual([
    'settings: 4 taken, 1 known already',
    'Goodreads shelves: 1 taken, 0 known already',
    'autograb: 0 taken, 0 known already',
    '  1 left: books are searched for by name, not by saved searches; AUTOPILOT says what is grabbed',
    'By hand:',
    '  MAM_ID: make a session of its own; two programs on one break each other',
    '  QB_URL=http://nas:8080, with QB_USERNAME and QB_PASSWORD',
    '  ABS_URL=http://nas:13378, with ABS_TOKEN',
    '  WEDGE_MIN_GB: search.wedge_over says 3; it was set here already, by Sam',
  ]);
  expect(again).toContain('Goodreads shelves: 0 taken, 1 known already');
  expect(await em().execute('select kind, topic from outbox')).toEqual([
    { kind: 'effect', topic: 'read-feeds' },
  ]);
  expect(report.join('\n')).not.toMatch(/secret|word|feed-key/);
});

/** In the order of the settings themselves. */
function order(line: string): number {
  return Object.keys(settings).indexOf(line.split(' ')[0] ?? '');
}

test.each<[Program, string, RegExp]>([
  ['mamcrawler', '/nowhere/at-all.db', /cannot be read/],
  ['mamcrawler', 'postgres://nobody:pass-word@127.0.0.1:1/none', /does not answer/],
  ['mlm', '/nowhere/config.toml', /cannot be read/],
])('%s from %s says what is wrong, without a password', async (program, source, problem) => {
  const refused = takeOver(em(), program, orderOf(source));

  await expect(refused).rejects.toMatchObject({ code: 'bad_input' });
  await expect(refused).rejects.toThrow(problem);
  await expect(refused).rejects.not.toThrow(/pass-word/);
});

test.each<Program>(['mamcrawler', 'audiobookrequest'])(
  'a database of something else is not taken for one of %s',
  async (program) => {
    const source = await foreignDatabase('sqlite', ['create table recipes (id integer)']);

    await expect(takeOver(em(), program, orderOf(source))).rejects.toMatchObject({
      code: 'bad_input',
    });
    expect(await em().execute('select 1 from audit')).toEqual([]);
  },
);
