import fc from 'fast-check';
import { expect, test } from 'vitest';
import seeding from '../../commands/seeding.ts';
import { reviewSeeding } from '../../src/seeding/review.ts';
import { mayRetire, type Reviewed } from '../../src/seeding/review-rules.ts';
import { buildRelease } from '../releases/builders.ts';
import { useDatabase } from '../support/use-database.ts';
import { hourMs, openSeeding, start } from './client.ts';

const { em } = useDatabase();
const done: Reviewed = {
  wasComplete: true,
  seededHours: 500,
  isSeeding: true,
  isIdle: true,
  uploaded30Bytes: 0,
  superior: 'a better one',
};

test.each<[string, Partial<Reviewed>]>([
  ['it earns points', { isIdle: false }],
  ['it sent something', { uploaded30Bytes: 1 }],
  ['nobody watched what it sent', { uploaded30Bytes: null }],
  ['no better edition seeds', { superior: null }],
  ['it has not seeded enough', { seededHours: 107 }],
  ['it was never complete', { wasComplete: false }],
  ['it does not seed', { isSeeding: false }],
])('nothing is proposed when %s', (_, changes) => {
  expect(mayRetire(done, 108)).toBe(true);
  expect(mayRetire({ ...done, ...changes }, 108)).toBe(false);
});

test('nothing under 72 hours is ever proposed', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 71.99, noNaN: true }), fc.nat(200), (hours, setting) => {
      expect(mayRetire({ ...done, seededHours: hours }, setting)).toBe(false);
    }),
  );
});

/** Two editions of one book, the second one better, and other torrents that earn all the points. */
async function openEditions() {
  const stage = openSeeding(em);
  const old = { addedAt: new Date(start.getTime() - 400 * 24 * hourMs) };
  const worse = stage.put('Salt, 64 kbps', 5000, { ...old, sizeBytes: 1e6, seeders: 200 });
  const better = stage.put('Salt, 128 kbps', 5000, { ...old, sizeBytes: 9e8, seeders: 1 });
  stage.put('Other', 5000, { ...old, sizeBytes: 9e8, seeders: 1 });
  await em().execute(
    `insert into missing_books (work_key, title, reason_missing) values ('a', 'Salt', 'request')`,
  );
  for (const [hash, kbps] of [
    [worse, 64],
    [better, 128],
  ] as const) {
    const facts = buildRelease({ title: 'Salt', trackerId: `t-${kbps}`, bitrateKbps: kbps });
    await em().execute(
      `with r as (insert into releases (source, tracker_id, title, facts) values ('mam', ?, 'Salt', ?::jsonb) returning id)
       insert into downloads (title, source, status, qbittorrent_hash, release_id, missing_book_id)
       select 'Salt', 'mam', 'completed', ?, r.id, 1 from r`,
      [`t-${kbps}`, JSON.stringify(facts), hash],
    );
  }
  return { ...stage, worse, better };
}

const review = (now: Date) =>
  em().transactional((inner) => reviewSeeding(inner, { platforms: ['room'], seedHours: 108, now }));

test('what brings nothing while a better edition seeds is proposed after 30 watched days, and stopped only by a person', async () => {
  const { look, alerts, asked, dispatch, services, clock } = await openEditions();
  await look();
  const early = await review(clock.now);
  for (let day = 1; day <= 31; day++) await look(24);

  const late = await review(clock.now);
  await review(clock.now);

  expect(early.proposed).toEqual([]);
  expect(late).toMatchObject({ proposed: ['Salt, 64 kbps'], seeding: 3 });
  expect(await alerts()).toMatchObject([
    { kind: 'seeding-review', title: '1 torrent could stop seeding' },
  ]);
  expect(asked).toEqual([]);
  const actor = { id: '1', name: 'Ada', platform: 'room', role: 'operator' as const };
  await em().transactional((inner) =>
    seeding.run(seeding.input.parse({ action: 'stop', torrent: 1 }), {
      em: inner,
      actor,
      services,
      now: clock.now,
    }),
  );
  await dispatch();
  expect(asked).toEqual(['pause Salt, 64 kbps']);
});

test('a press on stop for one that owes hours is refused, with the hours', async () => {
  const { put, look, services, clock, asked, dispatch } = openSeeding(em);
  put('Salt', 71);
  await look();
  const actor = { id: '1', name: 'Ada', platform: 'room', role: 'operator' as const };

  const press = em().transactional((inner) =>
    seeding.run(seeding.input.parse({ action: 'stop', torrent: 1 }), {
      em: inner,
      actor,
      services,
      now: clock.now,
    }),
  );

  await expect(press).rejects.toThrow(
    'Salt has seeded 71.0 of 108 hours; it is not stopped before.',
  );
  await dispatch();
  expect(asked).toEqual([]);
});
