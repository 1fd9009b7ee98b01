import { expect, test } from 'vitest';
import { approve } from '../../src/proposals/decide.ts';
import { loadCard } from '../../src/proposals/load-card.ts';
import { useDatabase } from '../support/use-database.ts';
import { ada, addWanted, choiceOf, judged, now, policy, proposeBook } from './builders.ts';

const { em } = useDatabase();

const inSeries = {
  seriesName: 'Ember',
  seriesNumber: '2.5',
  coverUrl: 'https://covers.example/1.jpg',
};

test('a card has the book, its release and what was said about it, and no download before one is there', async () => {
  const book = await addWanted(em(), 'The Salt Road', inSeries);
  await proposeBook(em(), book, choiceOf(judged('A'), judged('B')));

  const card = await loadCard(em(), 1);

  expect(card).toMatchObject({
    id: 1,
    status: 'open',
    notice: null,
    withWedge: false,
    book: { title: 'The Salt Road', author: 'Anna Ward', series: 'Ember', position: '2.5' },
    cover: null,
    release: { title: 'A', trackerId: 't-A' },
    costClass: 'free',
    reasons: ['cost: free before paid'],
    alternatives: [{ title: 'B' }],
    hold: [],
    decidedBy: null,
    download: null,
  });
});

test('an approved card has its download, and the cover once that was fetched', async () => {
  const book = await addWanted(em(), 'The Salt Road', inSeries);
  await proposeBook(em(), book, choiceOf(judged('A')));
  const context = { policy, platforms: ['discord'], now, actor: ada };
  await em().transactional((inner) => approve(inner, 1, context));
  await em().execute(`update downloads set status = 'downloading', progress = 0.25`);
  await em().execute(
    `insert into covers (url, type, bytes, fetched_at) values (?, 'image/png', '', now())`,
    [inSeries.coverUrl],
  );

  const card = await loadCard(em(), 1);

  expect(card).toMatchObject({
    status: 'approved',
    decidedBy: 'Ada',
    cover: 'cover:1',
    download: { id: 1, status: 'downloading', nextStep: null, stopReason: null, progress: 0.25 },
  });
});

test('the download of a proposal that is asked again is past', async () => {
  const book = await addWanted(em(), 'The Salt Road');
  await proposeBook(em(), book, choiceOf(judged('A')));
  const context = { policy, platforms: ['discord'], now, actor: ada };
  await em().transactional((inner) => approve(inner, 1, context));
  await em().execute(`update proposals set status = 'open'`);

  expect(await loadCard(em(), 1)).toMatchObject({ status: 'open', download: null });
});

test('there is no card without a proposal', async () => {
  expect(await loadCard(em(), 1)).toBeNull();
});
