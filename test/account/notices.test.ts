import { expect, test } from 'vitest';
import { noteNotices } from '../../src/account/notices.ts';
import type { TrackerAccount } from '../../src/clients/mam/index.ts';
import { useDatabase } from '../support/use-database.ts';
import { minutesLater } from './readings.ts';

const { em } = useDatabase();
const none = { pms: 0, topics: 0, aboutToDropClient: 0 };
let minute = 0;

async function read(notices: TrackerAccount['notices']): Promise<string[]> {
  minute += 5;
  const at = minutesLater(minute);
  await em().transactional((inner) => noteNotices(inner, ['discord'], notices, at));
  const rows = await em().execute<{ text: string }[]>(
    `select severity || ': ' || (reply -> 'blocks' -> 0 -> 'fields' -> 0 ->> 'value') as text
       from alerts where kind = 'site-message' order by id`,
  );
  return rows.map(({ text }) => text);
}

test('each rise of what waits on the site is told once, and what is read there is not', async () => {
  expect(await read(none)).toEqual([]);
  expect(await read({ ...none, pms: 1 })).toEqual(['info: 1 unread private message']);
  expect(await read({ ...none, pms: 1 })).toHaveLength(1);
  expect(await read(none)).toHaveLength(1);
  expect(await read({ ...none, pms: 2, topics: 1 })).toEqual([
    'info: 1 unread private message',
    'info: 2 unread private messages, 1 new forum topic',
  ]);
});

test('a client the site will lock out is a warning', async () => {
  expect(await read({ ...none, aboutToDropClient: 1 })).toEqual([
    'warning: 1 of your torrent clients will soon not be allowed any more',
  ]);
});

test('what is not known changes nothing', async () => {
  await read({ ...none, pms: 3 });
  await read(null);
  await read({ ...none, pms: null });

  expect(await read({ ...none, pms: 3 })).toHaveLength(1);
});

test('two processes that read at the same time tell it once', async () => {
  const at = minutesLater(minute + 60);
  const readAtOnce = () =>
    em().transactional((inner) => noteNotices(inner, [], { ...none, pms: 1 }, at));

  await Promise.all([readAtOnce(), readAtOnce(), readAtOnce()]);

  expect(await em().execute('select id from alerts')).toHaveLength(1);
});
