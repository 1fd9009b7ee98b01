import type { EntityManager } from '@mikro-orm/postgresql';
import { expect, test } from 'vitest';
import { Book } from '../../src/library/book.entity.ts';
import { MissingBook } from '../../src/library/missing-book.entity.ts';
import { chooseFor } from '../../src/proposals/choose.ts';
import type { Release } from '../../src/releases/facts.ts';
import { saveReleases } from '../../src/releases/save.ts';
import { wantBetter } from '../../src/replacing/want-better.ts';
import { buildRelease } from '../releases/builders.ts';
import { useDatabase } from '../support/use-database.ts';
import { now, policy } from './builders.ts';

const database = useDatabase();
const release = (trackerId: string, changes: Partial<Release> = {}) =>
  buildRelease({ trackerId, bitrateKbps: 128, bitrateSource: 'mediainfo', ...changes });

/** An owned book of 128 kbit/s, brought by release 1, whose sound decoded like that. */
async function wantOwned(em: EntityManager, decoding: string): Promise<MissingBook> {
  await em.execute(
    `insert into books (abs_id, title, author, narrator, bitrate_kbps)
     values ('a', 'The Salt Road', 'Anna Ward', 'Tom Reed', 128)`,
  );
  const book = await em.findOneOrFail(Book, { absId: 'a' });
  const [releaseId] = await saveReleases(em, [release('1')], now);
  await em.execute(
    `insert into downloads (title, source, status, book_id, release_id, integrity_report)
     values ('The Salt Road', 'mam', 'completed', ?, ?, json_build_object('decoding', ?::text))`,
    [book.id, releaseId, decoding],
  );
  const { missing } = await wantBetter(em, book, { actor: null, now });
  return await em.findOneOrFail(MissingBook, missing);
}

async function choose(decoding: string, releases: Release[]): Promise<string | null> {
  const em = database.em();
  const missing = await wantOwned(em, decoding);
  const judging = { releases, policy, account: null, now, blocked: new Set<string>() };
  const { chosen } = await chooseFor(em, missing, judging);
  return chosen?.release.trackerId ?? null;
}

test('a sound book is replaced by nothing that is only as good', async () => {
  expect(await choose('ok', [release('1'), release('2')])).toBeNull();
});

test('a damaged one is replaced by another upload as good as it, never by the one it came from', async () => {
  expect(await choose('flawed', [release('1'), release('2')])).toBe('2');
});

test('a damaged one is not replaced by a weaker one, or by another voice', async () => {
  const weaker = release('2', { bitrateKbps: 64 });
  const otherVoice = release('3', { narrators: ['Olive Other'] });

  expect(await choose('flawed', [release('1'), weaker, otherVoice])).toBeNull();
});
