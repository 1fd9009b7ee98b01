import { afterEach, describe, expect, test } from 'vitest';
import { connect, type StandIn, startStandIn } from './stand-in.ts';
import { makeRow, type Version } from './stand-in-torrents.ts';

const versions: Version[] = ['4.5', '5.3'];
const category = 'audiobooks';
let standIn: StandIn;

afterEach(() => standIn.stop());

/** A torrent of the category, added at that second. */
function put(digit: string, addedOn: number): void {
  const hash = digit.repeat(40);
  standIn.torrents.set(hash, makeRow(hash, { category, added_on: addedOn }));
}

describe.each(versions)('a category of version %s', (version) => {
  test.each([
    ['nothing happens', () => {}, false],
    ['a torrent is added', () => put('9', 500), true],
    ['an old torrent is moved into it', () => put('9', 50), true],
    [
      'one goes and another comes',
      () => (standIn.torrents.delete('1'.repeat(40)), put('9', 500)),
      true,
    ],
    ['the newest goes', () => standIn.torrents.delete('3'.repeat(40)), true],
    ['all go', () => standIn.torrents.clear(), true],
    [
      'one of them changes',
      () =>
        standIn.torrents.set(
          '1'.repeat(40),
          makeRow('1'.repeat(40), { category, added_on: 100, progress: 1 }),
        ),
      false,
    ],
  ])('that is looked at again after %s', async (_name, happen, isNews) => {
    standIn = await startStandIn(version);
    for (const [digit, addedOn] of [
      ['2', 200],
      ['1', 100],
      ['3', 300],
    ] as const)
      put(digit, addedOn);
    const { readCategory, hasCategoryChanged } = connect(standIn);
    const { mark, torrents } = await readCategory(category);

    const before = [
      await hasCategoryChanged(category, mark),
      await hasCategoryChanged(category, mark),
    ];
    happen();
    const after = await hasCategoryChanged(category, mark);
    const byAnother = await connect(standIn).hasCategoryChanged(category, mark);

    expect(torrents).toHaveLength(3);
    expect(before).toEqual([false, false]);
    expect([after, byAnother]).toEqual([isNews, isNews]);
  });

  test('that is empty gets its first torrent', async () => {
    standIn = await startStandIn(version);
    const { readCategory, hasCategoryChanged } = connect(standIn);
    const { mark } = await readCategory(category);

    const before = await hasCategoryChanged(category, mark);
    put('1', 100);
    const after = await hasCategoryChanged(category, mark);

    expect([before, after]).toEqual([false, true]);
  });
});

test.each<[Version, string[]]>([
  ['4.5', ['torrents/info', 'torrents/info', 'torrents/info']],
  ['5.3', ['torrents/info', 'sync/maindata', 'sync/maindata']],
])('version %s is asked for two rows at first, then the cheapest way', async (version, paths) => {
  standIn = await startStandIn(version);
  const { hasCategoryChanged } = connect(standIn);

  for (let look = 0; look < 3; look += 1) {
    await hasCategoryChanged(category, { count: 0, newestAddedOn: null });
  }

  const asked = standIn.received.slice(2);
  expect(asked.map(({ path }) => path)).toEqual(paths);
  expect(asked[0]?.query.get('limit')).toBe('2');
});
