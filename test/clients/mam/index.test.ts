import { describe, expect, test } from 'vitest';
import { rawAccount, rawPage, rawRow } from './answers.ts';
import { json, mamAnswering } from './tracker-server.ts';

test('search gives the page with the rows that could be read', async () => {
  const { mam } = await mamAnswering(
    json(rawPage([rawRow(), rawRow({ vip: '?' })], { found: 31 })),
  );

  const page = await mam.search({ text: 'orchard', start: 20 });

  expect(page).toMatchObject({ rawRows: 2, droppedRows: 1, found: 31 });
  expect(page.rows.map(({ title }) => title)).toEqual(['The Salt Orchard']);
});

test('search without results is an empty page at the place asked for', async () => {
  const { mam } = await mamAnswering(json({ error: 'Nothing returned, out of 0' }));

  const page = await mam.search({ text: 'orchard', start: 40 });

  expect(page).toEqual({ rows: [], droppedRows: 0, rawRows: 0, start: 40, found: 0 });
});

describe('releaseById', () => {
  test('finds the one torrent', async () => {
    const { mam, received } = await mamAnswering(json(rawPage([rawRow({ id: '70012' })])));

    const row = await mam.releaseById(70012);

    expect(row?.title).toBe('The Salt Orchard');
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ tor: { id: 70012 } });
  });

  test('is null when the tracker has none', async () => {
    const { mam } = await mamAnswering(json({ error: 'Nothing returned, out of 0' }));

    expect(await mam.releaseById(70012)).toBeNull();
  });

  test.each([
    ['its row cannot be read', rawRow({ free: null })],
    ['the answer is about another torrent', rawRow({ id: 1 })],
  ])('does not call a torrent missing when %s', async (_name, row) => {
    const { mam } = await mamAnswering(json(rawPage([row])));

    await expect(mam.releaseById(70012)).rejects.toMatchObject({ kind: 'unexpected' });
  });
});

describe('releaseByHash', () => {
  const hash = 'ab'.repeat(20);

  test('finds the one torrent', async () => {
    const { mam, received } = await mamAnswering(json(rawPage([rawRow()])));

    const row = await mam.releaseByHash(hash);

    expect(row?.title).toBe('The Salt Orchard');
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ tor: { hash } });
  });

  test.each([
    ['the tracker has none', json({ error: 'Nothing returned, out of 0' })],
    ['the answer is a list', json(rawPage([rawRow({ id: 1 }), rawRow({ id: 2 })]))],
  ])('is null when %s', async (_name, answer) => {
    const { mam } = await mamAnswering(answer);

    expect(await mam.releaseByHash(hash)).toBeNull();
  });

  test('does not call a torrent unknown when its row cannot be read', async () => {
    const { mam } = await mamAnswering(json(rawPage([rawRow({ free: null })])));

    await expect(mam.releaseByHash(hash)).rejects.toMatchObject({ kind: 'unexpected' });
  });
});

test('account gives the figures of the account', async () => {
  const { mam } = await mamAnswering(json(rawAccount()));

  expect(await mam.account()).toMatchObject({
    uploadedBytes: 3_000_000_000,
    unsatisfied: { count: 9, limit: 60 },
  });
});

describe('torrentFile', () => {
  test('gives the exact bytes, whatever type the site names', async () => {
    const body = Buffer.concat([
      Buffer.from('d6:pieces4:'),
      Buffer.from([0, 255, 128, 10]),
      Buffer.from('e'),
    ]);
    const { mam } = await mamAnswering({ headers: { 'content-type': 'text/html' }, body });

    expect(await mam.torrentFile(70012)).toEqual(body);
  });

  test.each([0, -1, 1.5, Number.NaN])('sends nothing for the id %j', async (id) => {
    const { mam, received } = await mamAnswering({ body: 'd8:announce0:e' });

    await expect(mam.torrentFile(id)).rejects.toThrow(/allow/);

    expect(received).toEqual([]);
  });
});
