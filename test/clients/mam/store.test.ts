import { expect, test } from 'vitest';
import { json, mamAnswering } from './tracker-server.ts';

const at = new Date('2031-05-04T12:00:00Z');

test('VIP is asked for up to its ceiling, upload by the GB, each with the moment', async () => {
  const { mam, received } = await mamAnswering(json({ success: true, type: 'VIP', amount: 3 }));

  expect(await mam.buyVip()).toEqual({ kind: 'bought' });
  expect(await mam.buyUpload(73)).toEqual({ kind: 'bought' });

  expect(received.map(({ method, url }) => `${method} ${url}`)).toEqual([
    `GET /json/bonusBuy.php/?spendtype=VIP&duration=max&_=${at.getTime()}`,
    `GET /json/bonusBuy.php/?spendtype=upload&amount=73&_=${at.getTime()}`,
  ]);
});

test.each([
  [{ success: false, error: 'Not enough bonus, s1' }, 'Not enough bonus, s1'],
  [{ success: false, error: '<b>Insufficient</b> funds' }, 'Insufficient funds'],
  [{ success: false }, 'the site gave no reason'],
])('a no is a no with its reason: %j', async (answer, reason) => {
  const { mam } = await mamAnswering(json(answer));

  expect(await mam.buyVip()).toEqual({ kind: 'refused', reason });
});

test.each<unknown>([
  { success: 'false', error: 'no' },
  { success: 1 },
  { Success: true },
  { error: 'Nothing returned, out of 0' },
  [],
  null,
  'true',
])('an answer that says neither yes nor no is thrown: %j', async (answer) => {
  const { mam } = await mamAnswering(json(answer));

  await expect(mam.buyUpload(50)).rejects.toMatchObject({ kind: 'unexpected' });
});

test.each([0, 1, 49, 50.5, 1000, Number.NaN])('%j GB are never asked for', async (gb) => {
  const { mam, received } = await mamAnswering(json({ success: true }));

  await expect(async () => await mam.buyUpload(gb)).rejects.toThrow(/allow/);

  expect(received).toEqual([]);
});

test.each([500, 503, 403, 404, 410, 429])(
  'a purchase is sent once, whatever the answer: %i',
  async (status) => {
    const { mam, received } = await mamAnswering({ status });

    await expect(mam.buyVip()).rejects.toMatchObject({ service: 'tracker' });

    expect(received).toHaveLength(1);
  },
);

test('the bonus history is read with times, amounts and torrents; a title may be a number', async () => {
  const entry = { timestamp: 1_900_000_000.5, amount: -1, type: 'wedgePF', tid: 44, title: 1984 };
  const gift = { ...entry, amount: '50', type: 'giftPoints', tid: null, title: null };
  const { mam, received } = await mamAnswering(json([entry, gift]));

  expect(await mam.bonusHistory()).toEqual([
    { at: new Date(1_900_000_000_500), amount: -1, type: 'wedgePF', trackerId: 44 },
    { at: new Date(1_900_000_000_500), amount: 50, type: 'giftPoints', trackerId: null },
  ]);
  expect(received[0]?.url).toBe('/json/userBonusHistory.php');
});

test.each<[string, unknown, unknown]>([
  ['nothing', { error: 'Nothing returned, out of 0' }, []],
  ['an empty list', [], []],
])('a history of %s is empty', async (_, answer, expected) => {
  const { mam } = await mamAnswering(json(answer));

  expect(await mam.bonusHistory()).toEqual(expected);
});

test.each<unknown>([{ data: [] }, [{ timestamp: 'soon' }], 'none'])(
  'a history that cannot be read is no empty one: %j',
  async (answer) => {
    const { mam } = await mamAnswering(json(answer));

    await expect(mam.bonusHistory()).rejects.toMatchObject({ kind: 'unexpected' });
  },
);
