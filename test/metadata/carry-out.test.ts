import { expect, test } from 'vitest';
import {
  approveBatch,
  leaveBook,
  rejectBatch,
  undoBatch,
} from '../../src/metadata/decide-batch.ts';
import { renderBatch } from '../../src/metadata/batch-card.ts';
import { textOf } from '../e2e/chat-room.ts';
import { useDatabase } from '../support/use-database.ts';
import { change, correctionsOf, openLibrary } from './library.ts';

const { em, openSecond } = useDatabase();
const by = { platforms: ['discord'], by: 'Ada', now: new Date('2026-06-15T13:00:00Z') };
const publisher = change('publisher', null, 'Tor');
const undo = (batchId: number) => em().transactional((inner) => undoBatch(inner, batchId, by));
const card = async (batchId: number) => {
  const reply = await renderBatch(em(), batchId);
  return reply && textOf(reply);
};
const states = async () => (await correctionsOf(em())).map(({ state }) => state);

test('what is empty is written, read again, and known to the bot at once', async () => {
  const library = await openLibrary(em, ['Salt', 'Sand']);
  const series = change('series', null, [{ name: 'Coast', sequence: '0.5' }]);
  const batch = await library.batch(false, { Salt: [publisher, series], Sand: [publisher] });

  await library.carryOut(batch);

  expect(await library.item('Salt')).toMatchObject({
    publisher: 'Tor',
    series: [{ name: 'Coast', sequence: '0.5' }],
    authors: ['Ann Writer'],
  });
  expect(await states()).toEqual(['written', 'written', 'written']);
  expect(await em().execute('select publisher, series from books order by title')).toEqual([
    { publisher: 'Tor', series: 'Coast' },
    { publisher: 'Tor', series: null },
  ]);
  expect(await card(batch)).toMatch(
    /2 books[^]*written to Audiobookshelf[^]*publisher: none → Tor/,
  );
});

test('undo puts back what still holds what was written and names what a person changed since', async () => {
  const library = await openLibrary(em, ['Salt', 'Sand']);
  const batch = await library.batch(false, { Salt: [publisher], Sand: [publisher] });
  await library.carryOut(batch);
  await library.edit('Sand', { publisher: 'Orbit' });

  await undo(batch);
  await library.carryOut(batch);

  expect((await library.item('Salt')).publisher).toBeNull();
  expect((await library.item('Sand')).publisher).toBe('Orbit');
  expect(await states()).toEqual(['undone', 'kept']);
  expect(await card(batch)).toMatch(
    /Undone by Ada · put back, except 1[^]*changed meanwhile to Orbit/,
  );
});

test('a field that a person filled meanwhile is left alone', async () => {
  const library = await openLibrary(em, ['Salt']);
  const batch = await library.batch(false, { Salt: [publisher] });
  await library.edit('Salt', { publisher: 'Orbit' });

  await library.carryOut(batch);

  expect((await library.item('Salt')).publisher).toBe('Orbit');
  expect(await states()).toEqual(['kept']);
});

test.each(['before', 'after'] as const)(
  'cut off %s the write took effect: the next try looks first and ends the same',
  async (cut) => {
    const library = await openLibrary(em, ['Salt']);
    const batch = await library.batch(false, { Salt: [publisher] });
    library.server.failNext('patch', { cut });

    const waits = await library.carryOut(batch);
    const waiting = await card(batch);
    const left = await states();
    await library.carryOut(batch);

    expect(waits?.retryAt).toEqual(new Date('2026-06-15T12:05:00Z'));
    expect(waiting).toMatch(/waits: audiobookshelf/);
    expect(left).toEqual(['intended']);
    expect((await library.item('Salt')).publisher).toBe('Tor');
    expect(await states()).toEqual(['written']);
    const patches = library.server.requests.filter(({ kind }) => kind === 'patch');
    expect(patches).toHaveLength(cut === 'before' ? 2 : 1);
  },
);

test('a description the server rewrites counts as written, and undo knows it again', async () => {
  const library = await openLibrary(em, ['Salt']);
  const text = '<div>Two sail.<script>x()</script> <p>One returns.</p></div>';
  const batch = await library.batch(false, { Salt: [change('description', null, text)] });

  await library.carryOut(batch);
  const held = (await library.item('Salt')).description;
  await undo(batch);
  await library.carryOut(batch);

  expect(held).toBe('Two sail. <p>One returns.</p>');
  expect((await library.item('Salt')).description).toBeNull();
  expect(await states()).toEqual(['undone']);
});

test('cover and chapters are written and taken back', async () => {
  const library = await openLibrary(em, ['Salt']);
  const chapters = [
    { title: 'One', startSeconds: 0, endSeconds: 3 },
    { title: 'Two', startSeconds: 3, endSeconds: 6 },
  ];
  const changes = [
    change('coverUrl', null, 'https://m.media-amazon.com/salt.jpg'),
    change('chapters', null, chapters),
  ];
  const batch = await library.batch(false, { Salt: changes });

  await library.carryOut(batch);
  const written = await library.item('Salt');
  await undo(batch);
  await library.carryOut(batch);

  expect(written).toMatchObject({ hasCover: true, chapterCount: 2 });
  expect(await library.item('Salt')).toMatchObject({ hasCover: false, chapterCount: 0 });
  expect(await states()).toEqual(['undone', 'undone']);
});

test('a cover that the library cannot fetch is sent to it as a picture', async () => {
  const library = await openLibrary(em, ['Salt']);
  const away = 'https://pictures.away/salt.jpg';
  library.services.covers.fetch = async (url) => {
    if (url !== away) throw new Error(`nobody asked for ${url}`);
    return { bytes: Buffer.from('ffd8ff00', 'hex'), type: 'image/jpeg' };
  };
  const batch = await library.batch(false, { Salt: [change('coverUrl', null, away)] });

  await library.carryOut(batch);

  const sent = library.server.requests.filter(
    ({ kind, method }) => kind === 'cover' && method === 'POST',
  );
  expect(sent.map(({ status }) => status)).toEqual([500, 200]);
  expect(sent[1]?.body).toContain('filename="cover.jpg"');
  expect((await library.item('Salt')).hasCover).toBe(true);
  expect(await states()).toEqual(['written']);
});

test('a cover that nobody can fetch is refused with its reason, and holds up nothing', async () => {
  const library = await openLibrary(em, ['Salt']);
  const foreign = change('coverUrl', null, 'https://elsewhere.away/salt.jpg');
  const batch = await library.batch(false, { Salt: [foreign, publisher] });

  const end = await library.carryOut(batch);

  expect(end).toBeUndefined();
  expect(await correctionsOf(em())).toMatchObject([
    {
      state: 'refused',
      detail:
        'Audiobookshelf cannot fetch the cover, and neither can we: https://elsewhere.away is no host of covers',
    },
    { state: 'written' },
  ]);
});

test('a cover that a person put there since is not removed', async () => {
  const library = await openLibrary(em, ['Salt']);
  const cover = change('coverUrl', null, 'https://m.media-amazon.com/salt.jpg');
  const batch = await library.batch(false, { Salt: [cover] });
  await library.carryOut(batch);
  const { id } = await library.item('Salt');
  await library.audiobookshelf.setCover(id, 'https://example.org/better.jpg');

  await undo(batch);
  await library.carryOut(batch);

  expect(library.server.items.get(id)?.coverUrl).toBe('https://example.org/better.jpg');
  expect(await states()).toEqual(['kept']);
});

test('what the library refuses keeps nothing else from being written', async () => {
  const library = await openLibrary(em, ['Salt']);
  const cover = change('coverUrl', null, 'ftp://example.org/salt.jpg');
  const batch = await library.batch(false, { Salt: [cover, publisher] });

  await library.carryOut(batch);

  expect((await library.item('Salt')).publisher).toBe('Tor');
  expect(await correctionsOf(em())).toMatchObject([
    {
      state: 'refused',
      detail:
        'Audiobookshelf cannot fetch the cover, and neither can we: ftp://example.org is no host of covers',
    },
    { state: 'written' },
  ]);
});

test('a book that the library fails at keeps no other one waiting, and is left after a day', async () => {
  const library = await openLibrary(em, ['Salt', 'Sand']);
  const batch = await library.batch(false, { Salt: [publisher], Sand: [publisher] });
  const fail = () => library.server.failNext('item', { status: 500 });

  fail();
  const later = await library.carryOut(batch);
  const first = await states();
  library.clock.now = new Date(library.clock.now.getTime() + 25 * 3_600_000);
  fail();
  const end = await library.carryOut(batch);

  expect(later).toMatchObject({ reason: 'audiobookshelf answered 500' });
  expect(first.toSorted()).toEqual(['intended', 'written']);
  expect(end).toBeUndefined();
  expect((await states()).toSorted()).toEqual(['refused', 'written']);
  expect(await card(batch)).toContain('written to Audiobookshelf, except 1 left as they are');
});

test('a change that is asked about is not written before somebody approves it', async () => {
  const library = await openLibrary(em, ['Salt', 'Sand']);
  const title = change('title', 'Salt', 'Salty');
  const batch = await library.batch(true, { Salt: [title], Sand: [publisher] });
  const asked = await card(batch);

  const sand = { batchId: batch, bookId: await library.bookId('Sand') };
  await em().transactional((inner) => leaveBook(inner, sand, by));
  await em().transactional((inner) => approveBatch(inner, batch, by));
  await library.carryOut(batch);

  expect(asked).toMatch(/Shall I change them[^]*Approve[^]*Reject/);
  expect((await library.item('Salt')).title).toBe('Salty');
  expect((await library.item('Sand')).publisher).toBeNull();
  expect(await states()).toEqual(['written', 'rejected']);
  expect(await card(batch)).toContain('Approved by Ada · written to Audiobookshelf');
});

test('of two people who decide at once one does, and the other reads who', async () => {
  const library = await openLibrary(em, ['Salt']);
  const batch = await library.batch(true, { Salt: [change('title', 'Salt', 'Salty')] });
  const second = await openSecond();

  const ends = await Promise.allSettled([
    em().transactional((inner) => approveBatch(inner, batch, by)),
    second().transactional((inner) => rejectBatch(inner, batch, { ...by, by: 'Bo' })),
  ]);

  const lost = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as Error] : []));
  expect(lost).toHaveLength(1);
  expect(lost[0]?.message).toMatch(/was (approved by Ada|rejected by Bo)/);
});

test('what is undone before it was written never is', async () => {
  const library = await openLibrary(em, ['Salt']);
  const batch = await library.batch(false, { Salt: [publisher] });

  await undo(batch);
  await library.carryOut(batch);
  await expect(undo(batch)).rejects.toThrow('was undone by Ada');

  expect(library.server.requests.some(({ kind }) => kind === 'patch')).toBe(false);
  expect(await states()).toEqual(['undone']);
});
