import { beforeEach, expect, test } from 'vitest';
import type { Actor } from '../../src/command/actor.ts';
import { grabAnyway } from '../../src/proposals/grab-anyway.ts';
import type { Release } from '../../src/releases/facts.ts';
import { saveReleases } from '../../src/releases/save.ts';
import { buildRelease, free } from '../releases/builders.ts';
import { useDatabase } from '../support/use-database.ts';
import {
  ada,
  addReading,
  addWanted,
  ben,
  choiceOf,
  hoursLater,
  judged,
  now,
  policy,
  proposeBook,
  states,
} from './builders.ts';

const { em, openSecond } = useDatabase();

const salt = { title: 'The Salt Road', series: [], cost: free };
const seen = async (changes: Partial<Release> = {}, at = now) =>
  (await saveReleases(em(), [buildRelease({ ...salt, ...changes })], at))[0] ?? 0;

const grab = (releaseId: number, book?: string, actor: Actor = ada, from = em) =>
  from().transactional((inner) =>
    grabAnyway(inner, { releaseId, book }, { policy, platforms: ['discord'], now, actor }),
  );

let book: string;
beforeEach(async () => {
  book = String(await addWanted(em(), 'The Salt Road'));
});

test('rules of taste give way to a person, and the proposal says so', async () => {
  const release = await seen({ language: 'de', seeders: 0, trackerId: '77' });

  const grabbed = await grab(release, book);

  expect(grabbed.inSpiteOf.map(({ rule }) => rule)).toEqual(['language', 'seeders']);
  expect(await em().execute('select * from proposals')).toMatchObject([
    {
      status: 'approved',
      decided_by_name: 'Ada',
      cost_class: 'free',
      reasons: [
        'chosen by Ada',
        'in spite of language: de (wanted: en)',
        'in spite of seeders: 0 (wanted: at least 1)',
      ],
    },
  ]);
  expect(await em().execute('select status from downloads')).toEqual([{ status: 'queued' }]);
});

test('what nobody had decided of the book is replaced by it', async () => {
  await proposeBook(em(), Number(book), choiceOf(judged('Other')));

  await grab(await seen(), book);

  expect(await states(em())).toEqual({ 1: 'superseded', 2: 'approved' });
});

test('of a free search it becomes a book of its own', async () => {
  const release = await seen({ title: 'Glass Sea', authors: ['Bo Ek'] });

  const grabbed = await grab(release);

  expect(grabbed.title).toBe('Glass Sea');
  expect(
    await em().execute(
      `select title, author_name, requested_by, download_status from missing_books where id = 2`,
    ),
  ).toEqual([
    { title: 'Glass Sea', author_name: 'Bo Ek', requested_by: 'Ada', download_status: 'queued' },
  ]);
});

test.each<[string, Partial<Release>, string]>([
  ['another book', { title: 'Smoke' }, 'other work: Smoke'],
  ['by somebody else', { authors: ['Bo Ek'] }, 'other work: by Bo Ek'],
  ['downloaded before', { isSnatched: true }, 'already snatched: downloaded before'],
])('what is %s cannot be had for this book by any word', async (_, changes, reason) => {
  const release = await seen(changes);

  await expect(grab(release, book)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining(reason) as string,
  });
  expect(await em().execute('select id from downloads')).toEqual([]);
});

test('an owned book is not fetched a second time, in whatever edition', async () => {
  await em().execute(
    `with b as (insert into books (abs_id, title, author) values ('x', 'The Salt Road', 'Anna Ward') returning id),
          a as (insert into authors (name, folded_name) values ('Anna Ward', 'anna ward') returning id)
     insert into book_authors (book_id, author_id) select b.id, a.id from a, b`,
  );

  for (const target of [book, undefined]) {
    await expect(grab(await seen({ bitrateKbps: 320 }), target)).rejects.toMatchObject({
      code: 'conflict',
      message: 'You have "The Salt Road" already.',
    });
  }
});

test('a book on its way is not fetched a second time', async () => {
  await grab(await seen(), book);

  const again = grab(await seen({ trackerId: '78' }), book);

  await expect(again).rejects.toMatchObject({
    code: 'conflict',
    message: '"The Salt Road" is on its way already.',
  });
});

test.each([
  [{ uploaded: 1.1 }, 'ratio-after is'],
  [{ unsatisfied: 95 }, 'unsatisfied is 95 of 100'],
])('the limits of the account hold for everybody: %j', async (reading, text) => {
  await addReading(em(), reading);
  const paid = await seen({ cost: { ...free, isFree: false }, sizeBytes: 5e8 });

  await expect(grab(paid, book)).rejects.toMatchObject({
    code: 'frozen',
    message: expect.stringContaining(text) as string,
  });
  expect(await em().execute('select id from proposals')).toEqual([]);
});

test('what was seen long ago has to be looked up again', async () => {
  const old = await seen({}, hoursLater(-1.1));

  await expect(grab(old, book)).rejects.toMatchObject({ code: 'expired' });
  await expect(grab(99, book)).rejects.toMatchObject({ code: 'not_found' });
});

test('of two people who grab different releases of a book at once one does', async () => {
  const second = await openSecond();
  const releases = [await seen(), await seen({ trackerId: '78' })];

  const outcomes = await Promise.allSettled(
    releases.map((release, n) => grab(release, book, n ? ben : ada, n ? second : em)),
  );

  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await em().execute('select id from downloads')).toHaveLength(1);
});
