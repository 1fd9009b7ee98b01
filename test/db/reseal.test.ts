import { expect, test } from 'vitest';
import { reseal } from '../../src/db/reseal.ts';
import { createSeal } from '../../src/db/seal.ts';
import { ConfigError } from '../../src/errors.ts';
import { useDatabase } from '../support/use-database.ts';

const { em, openSecond } = useDatabase();
const [old, present, strange] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte)) as [
  Buffer,
  Buffer,
  Buffer,
];

/** Both sessions and 250 torrent files, sealed with this key. */
async function store(key: Buffer): Promise<void> {
  const { close } = createSeal(key);
  for (const table of ['tracker_session', 'seedbox_session']) {
    await em().execute(`update ${table} set cookie_sealed = ?`, [close(Buffer.from(table))]);
  }
  for (let number = 1; number <= 250; number += 1) {
    await em().execute(
      `insert into downloads (title, author, source, status, torrent_sealed) values (?, '', 'mam', 'downloading', ?)`,
      [`Book ${number}`, close(Buffer.from(`torrent ${number}`))],
    );
  }
}

/** What this key alone opens. */
async function opened(key: Buffer): Promise<string[]> {
  const seal = createSeal(key);
  const rows = await em().execute<{ sealed: Uint8Array }[]>(
    `select cookie_sealed as sealed from tracker_session union all select cookie_sealed from seedbox_session
     union all select torrent_sealed from downloads`,
  );
  return rows.flatMap(({ sealed }) => {
    try {
      return [seal.open(Buffer.from(sealed)).toString()];
    } catch {
      return [];
    }
  });
}

const everything = () =>
  em().execute<{ row: string }[]>(`select t::text as row from downloads t order by id`);

test('after the rotation the old key opens nothing and is not needed any more', async () => {
  await store(old);
  await reseal(em(), { present: old, earlier: [] });

  const first = await reseal(em(), { present, earlier: [old] });
  const again = await reseal(em(), { present, earlier: [] });

  expect([first, again]).toEqual([
    { anew: 252, forgotten: 0 },
    { anew: 0, forgotten: 0 },
  ]);
  expect(await opened(old)).toEqual([]);
  expect(new Set(await opened(present)).size).toBe(252);
});

test('with a wrong key nothing is changed, and it is said what to do', async () => {
  await store(old);
  await em().execute('update tracker_session set cookie_sealed = ?', [
    createSeal(present).close(Buffer.from('new')),
  ]);
  const before = await everything();

  const failed = reseal(em(), { present: strange, earlier: [present] });

  await expect(failed).rejects.toThrow(ConfigError);
  await expect(failed).rejects.toThrow(
    /\(the seedbox session \(1\), torrent files \(250\)\); nothing was changed\. Put the old key back, or into SECRET_KEY_OLD .* npm run reseal -- --forget/,
  );
  expect(await everything()).toEqual(before);
  expect(await opened(old)).toHaveLength(251);
  expect(await opened(present)).toEqual(['new']);
  expect(await reseal(em(), { present: strange, earlier: [present, old] })).toMatchObject({
    anew: 252,
  });
});

test('what no key opens is given up when somebody says so, and nothing else', async () => {
  await store(old);
  await em().execute('update tracker_session set cookie_sealed = ?', [
    createSeal(strange).close(Buffer.from('lost')),
  ]);

  expect(await reseal(em(), { present, earlier: [old] }, true)).toEqual({
    anew: 251,
    forgotten: 1,
  });
  const rows = await em().execute('select cookie_sealed from tracker_session');

  expect(rows).toEqual([{ cookie_sealed: null }]);
  expect(await opened(present)).toHaveLength(251);
});

test('two processes that start at once seal anew once', async () => {
  await store(old);
  const second = await openSecond();
  const keys = { present, earlier: [old] };

  const both = await Promise.all([reseal(em(), keys), reseal(second(), keys)]);

  expect(both.map(({ anew }) => anew).toSorted((a, b) => a - b)).toEqual([0, 252]);
});

test('no column holds something sealed that the rotation does not know', async () => {
  const columns = await em().execute<{ place: string }[]>(
    `select table_name || '.' || column_name as place from information_schema.columns
      where table_schema = 'public' and column_name like '%sealed%' order by 1`,
  );

  expect(columns.map(({ place }) => place)).toEqual([
    'downloads.torrent_sealed',
    'seedbox_session.cookie_sealed',
    'tracker_session.cookie_sealed',
  ]);
});
