import { beforeEach, expect, test } from 'vitest';
import { readRow } from '../../src/clients/mam/rows.ts';
import { adoptNewcomers } from '../../src/downloads/adopt.ts';
import { ExternalError } from '../../src/errors.ts';
import type { Services } from '../../src/services.ts';
import { rawRow } from '../clients/mam/answers.ts';
import { addWanted, choiceOf, judged, proposeBook } from '../proposals/builders.ts';
import { useDatabase } from '../support/use-database.ts';
import { type Client, createClient, put, servicesWith, trackerHost } from './client.ts';

const { em } = useDatabase();
const byName = 'Anna Ward - The Salt Road.m4b';
let client: Client;

beforeEach(async () => {
  client = createClient();
  put(client, 'There before us');
  await look();
});

function look(changes: Partial<Services> = {}): Promise<number> {
  const services = { ...servicesWith(em, client), ...changes };
  return adoptNewcomers(services, new AbortController().signal);
}

function downloads() {
  return em().execute<Record<string, unknown>[]>(
    `select qbittorrent_hash as hash, source, status, title, author, missing_book_id as book, is_paid, release_id is not null as "isKnown"
       from downloads order by id`,
  );
}

async function alerts(): Promise<string[]> {
  const rows = await em().execute<{ text: string }[]>(
    'select reply::text as text from alerts order by id',
  );
  return rows.map(({ text }) => text);
}

test('what was there at the first look is left alone, then and later', async () => {
  put(client, 'There after us');
  await look();
  await look();

  expect((await downloads()).map(({ title }) => title)).toEqual(['There after us']);
  expect(await alerts()).toHaveLength(1);
});

test('a torrent of a missing book brings it, and what was proposed for the book is withdrawn', async () => {
  const book = await addWanted(em(), 'The Salt Road');
  await proposeBook(em(), book, choiceOf(judged('The Salt Road')));
  const hash = put(client, byName);

  expect(await look()).toBe(1);

  const given = { hash, source: 'Manual', status: 'downloading', isKnown: false, is_paid: null };
  expect(await downloads()).toEqual([
    { ...given, title: 'The Salt Road', author: 'Anna Ward', book },
  ]);
  const [row] = await em().execute(
    `select m.download_status, p.status, p.decision_reason from missing_books m join proposals p on p.missing_book_id = m.id`,
  );
  expect(row).toEqual({
    download_status: 'downloading',
    status: 'superseded',
    decision_reason: 'a torrent of the book was added by hand',
  });
  const [sealed] = await em().execute<{ bytes: Buffer }[]>(
    'select torrent_sealed as bytes from downloads',
  );
  expect(Buffer.from(sealed?.bytes ?? '')).toEqual(client.torrents.get(hash)?.bytes);
  expect((await alerts()).join()).toMatch(
    /Adopted: The Salt Road.*shelves it as the book that is missing/,
  );
});

test('a torrent of the tracker is what the tracker says it is, and costs what it says', async () => {
  const asked: string[] = [];
  const releaseByHash = async (hash: string) => {
    asked.push(hash);
    return readRow(rawRow({ size: '39.06 KiB', free: 0, vip: 0, personal_freeleech: 0 }));
  };
  const foreign = put(client, 'Foreign');
  const own = put(client, 'x.m4b', { host: trackerHost, isPrivate: true });

  await look({ mam: servicesWith(em, client, releaseByHash).mam });

  expect(asked).toEqual([own]);
  expect(await downloads()).toMatchObject([
    { hash: foreign, title: 'Foreign', isKnown: false, is_paid: null },
    { hash: own, title: 'The Salt Orchard', isKnown: true, is_paid: true },
  ]);
  expect((await alerts()).at(-1)).toContain('shelves it as the tracker describes it');
});

test('a row of another size is not believed to be about this torrent', async () => {
  put(client, 'x.m4b', { host: trackerHost, isPrivate: true });
  const releaseByHash = async () => readRow(rawRow({ size: '300 MiB' }));

  await look({ mam: servicesWith(em, client, releaseByHash).mam });

  expect(await downloads()).toMatchObject([{ title: 'x', isKnown: false }]);
});

test('while the tracker cannot be asked, the name has to do', async () => {
  const book = await addWanted(em(), 'The Salt Road');
  put(client, byName, { host: trackerHost, isPrivate: true });
  const away = () => Promise.reject(new ExternalError('tracker', 'unreachable', 'away'));

  await look({ mam: servicesWith(em, client, away).mam });

  expect(await downloads()).toMatchObject([{ book, isKnown: false }]);
});

test('two processes that look at once adopt a torrent once', async () => {
  put(client, byName);

  const adopted = await Promise.all([look(), look(), look()]);

  expect(adopted.toSorted()).toEqual([0, 0, 1]);
  expect(await downloads()).toHaveLength(1);
  expect(await alerts()).toHaveLength(1);
});

test('cut off before its row was written, it is adopted by the next look', async () => {
  put(client, byName);
  const broken = {
    close: () => {
      throw new Error('cut off');
    },
    open: (sealed: Buffer) => sealed,
  };

  await expect(look({ seal: broken })).rejects.toThrow('cut off');
  expect(await look()).toBe(1);

  expect(await downloads()).toHaveLength(1);
});

test('one of our own is never adopted', async () => {
  const hash = put(client, byName);
  await em().execute(
    `insert into downloads (title, source, status, qbittorrent_hash) values ('Ours', 'mam', 'cancelled', ?)`,
    [hash],
  );

  expect(await look()).toBe(0);
});

test('a magnet link is adopted when its torrent file has come', async () => {
  const hash = put(client, byName, { state: 'metadata' });
  const early = await look();
  put(client, byName);

  expect([early, await look()]).toEqual([0, 1]);
  expect(client.asked.filter((what) => what.startsWith('export'))).toEqual([`export ${hash}`]);
});

test('a torrent that cannot be checked is told of with the reason and left to a person', async () => {
  put(client, byName, { bytes: Buffer.from('d4:infod12:meta versioni2e4:name1:xee') });

  expect(await look()).toBe(1);

  expect(await downloads()).toMatchObject([
    { status: 'stopped', title: 'Anna Ward - The Salt Road' },
  ]);
  expect((await alerts()).join()).toMatch(
    /cannot be checked.*Only torrents of version 1.*choose its book/,
  );
});

test('the second torrent of a book, one of an owned book and one of no book stop before the library', async () => {
  await addWanted(em(), 'The Salt Road');
  await em().execute(
    `insert into books (abs_id, title, author, seen_at) values ('b', 'Smoke', 'Anna Ward', now())`,
  );
  put(client, byName);
  put(client, 'The Salt Road by Anna Ward');
  put(client, 'Anna Ward - Smoke');
  put(client, 'Nobody - Nothing');

  expect(await look()).toBe(4);

  const told = (await alerts()).map(
    (text) =>
      /"Why", "value": "([^"]*)"|"value": "([^"]*)", "label": "Why"/
        .exec(text)
        ?.slice(1)
        .find(Boolean) ?? 'shelves it',
  );
  expect(told).toEqual([
    'shelves it',
    'The Salt Road is on its way already',
    'Smoke is in the library already',
    'no missing book goes by its name',
  ]);
});

test('a name that fits two missing books is left to a person', async () => {
  for (const series of ['Ember', 'Tawny']) {
    await addWanted(em(), 'The Salt Road', {
      workKey: series,
      seriesName: series,
      seriesNumber: '1',
    });
  }
  put(client, byName);

  await look();

  expect((await alerts()).join()).toContain('it may be The Salt Road or The Salt Road');
  expect(await downloads()).toMatchObject([{ book: null }]);
});

test('more than fifty at once are a category renamed: none is adopted, one message tells so', async () => {
  for (let number = 0; number < 51; number += 1) put(client, `Book ${number}`);

  const adopted = [await look(), await look()];
  put(client, byName);

  expect([...adopted, await look()]).toEqual([0, 0, 1]);
  expect((await alerts())[0]).toContain('51 torrents appeared in the category');
  expect(await alerts()).toHaveLength(2);
});
