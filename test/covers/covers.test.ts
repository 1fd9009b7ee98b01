import { expect, test } from 'vitest';
import { createCovers } from '../../src/clients/covers/index.ts';
import { coverHandler } from '../../src/covers/fetch.ts';
import { readCover } from '../../src/covers/read.ts';
import { type Handlers, dispatchOne } from '../../src/outbox/dispatch.ts';
import { renderProposal } from '../../src/proposals/render-proposal.ts';
import { type Catalogue, startCatalogue } from '../../src/sandbox/catalogue.ts';
import { drawCover } from '../../src/sandbox/cover.ts';
import type { Services } from '../../src/services.ts';
import { addWanted, cards, choiceOf, judged, proposeBook } from '../proposals/builders.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const asin = 'B0MARS0001';

async function useCatalogue(): Promise<Catalogue & AsyncDisposable> {
  const catalogue = await startCatalogue({ now: () => new Date() });
  return { ...catalogue, [Symbol.asyncDispose]: catalogue.stop };
}

function handlersFor(catalogue: Catalogue): Handlers {
  const services = {
    covers: createCovers({ catalogueUrl: catalogue.url, userAgent: 'test' }),
    platforms: ['discord'],
    now: () => new Date(),
    log: { info: () => {} },
  } as unknown as Services;
  return { cover: coverHandler(services) };
}

/** Works on the wanted covers; waits between tries take no time. */
async function fetchCovers(handlers: Handlers): Promise<void> {
  let now = new Date();
  const options = { em, handlers, now: () => now, onDead: async () => {} };
  while (await dispatchOne(options)) now = new Date(now.getTime() + 3_600_000);
}

async function propose(coverUrl: string): Promise<void> {
  const bookId = await addWanted(em(), 'A Princess of Mars', { coverUrl });
  await proposeBook(em(), bookId, choiceOf(judged('A Princess of Mars')), {
    platforms: ['discord'],
  });
}

async function cardBlocks(number: number) {
  return (await renderProposal(em(), number))?.blocks;
}

test('the card stands at once and shows its cover when it is there', async () => {
  await using catalogue = await useCatalogue();

  await propose(`${catalogue.url}/images/${asin}.png`);
  const before = await cardBlocks(1);
  await fetchCovers(handlersFor(catalogue));

  const cover = {
    kind: 'image',
    ref: 'cover:1',
    alt: 'Cover of A Princess of Mars',
    size: 'small',
  };
  expect(before).not.toContainEqual(expect.objectContaining({ kind: 'image' }));
  expect(await cardBlocks(1)).toContainEqual(cover);
  expect(await readCover(em(), 'cover:1')).toEqual({ type: 'image/png', bytes: drawCover(asin) });
  expect(await cards(em())).toEqual(['proposal:1 discord', 'proposal:1 discord']);
});

test('a cover is fetched once, however many cards show it', async () => {
  await using catalogue = await useCatalogue();
  const url = `${catalogue.url}/images/${asin}.png`;

  await propose(url);
  await fetchCovers(handlersFor(catalogue));
  await em().execute(`update proposals set status = 'expired'`);
  const [book] = await em().execute<{ id: number }[]>('select id from missing_books');
  await proposeBook(em(), book?.id ?? 0, choiceOf(judged('A Princess of Mars')));
  await fetchCovers(handlersFor(catalogue));

  expect(catalogue.requests).toHaveLength(1);
  expect(await cardBlocks(2)).toContainEqual(expect.objectContaining({ ref: 'cover:1' }));
});

test.each([
  ['that is gone', { status: 404 }, 1],
  ['behind a broken server', { status: 500 }, 4],
  ['that is a page', { status: 200, body: '<html>' }, 1],
])('a cover %s is given up quietly', async (_name, fault, requests) => {
  await using catalogue = await useCatalogue();
  catalogue.failNext('cover', fault, 9);

  await propose(`${catalogue.url}/images/${asin}.png`);
  await fetchCovers(handlersFor(catalogue));

  expect(catalogue.requests).toHaveLength(requests);
  expect(await cards(em())).toEqual(['proposal:1 discord']);
  expect(await em().execute(`select status from outbox where topic = 'cover'`)).toEqual([
    { status: 'done' },
  ]);
});

test('a name that is no cover has no picture', async () => {
  expect(await readCover(em(), 'cover:99')).toBeNull();
  expect(await readCover(em(), "cover:1'; drop table covers")).toBeNull();
});
