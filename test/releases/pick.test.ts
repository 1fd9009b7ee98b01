import { expect, test } from 'vitest';
import type { Release } from '../../src/releases/facts.ts';
import { isSignificantlyBetter, pick } from '../../src/releases/pick.ts';
import type { ReleasePolicy } from '../../src/releases/rules.ts';
import { buildRelease, free, now, paid, policy, wanted } from './builders.ts';

const account = { isVipClass: true, vipUntil: new Date('2026-09-01T00:00:00Z'), wedges: 3 };

function choose(releases: Release[], rules: Partial<ReleasePolicy> = {}) {
  const merged = { ...policy, ...rules };
  return pick({ wanted, releases, policy: merged, account, now, blocked: new Set(['mam:666']) });
}

/** Two releases that differ in one fact only; the worse one has every later advantage. */
function rivals(better: Partial<Release>, worse: Partial<Release>): Release[] {
  return [
    buildRelease({ trackerId: '1', seeders: 900, ...worse }),
    buildRelease({ trackerId: '2', seeders: 2, ...better }),
  ];
}

test.each<[string, Partial<Release>, Partial<Release>]>([
  ['bitrate: 128 kbps before 119 kbps', { bitrateKbps: 128 }, { bitrateKbps: 119 }],
  ['bitrate: 96 kbps before 95 kbps', { bitrateKbps: 96 }, { bitrateKbps: 95 }],
  [
    'bitrate: 64 kbps before unknown',
    { bitrateKbps: 64 },
    { bitrateKbps: null, bitrateSource: null },
  ],
  ['approval: none needed before low-bitrate', { bitrateKbps: null }, { bitrateKbps: 60 }],
  [
    'title: as wanted before written otherwise',
    { title: 'The Salt Road: A Novel' },
    { title: 'The Salt Road - William Roberts', cost: free, bitrateKbps: 128 },
  ],
  ['cost: free before paid', { cost: free, bitrateKbps: null }, {}],
  [
    'cost: VIP-free before free for you',
    { cost: { ...paid, isVip: true, vipExpiresAt: 'never' } },
    { cost: { ...paid, isPersonalFreeleech: true } },
  ],
  ['files: in one piece before split', { isSplit: false }, { isSplit: true }],
  ['narrator: known before unknown', {}, { narrators: [] }],
  ['branding: clean before branded', {}, { isBranded: true }],
  ['chapters: present before unknown', { hasChapters: true }, { hasChapters: null }],
  ['format: m4b before mp3', { fileTypes: ['m4b'] }, { fileTypes: ['mp3'], format: 'mp3' }],
])('decides by %s', (reason, better, worse) => {
  const choice = choose(rivals(better, worse));

  expect(choice.chosen?.release.trackerId).toBe('2');
  expect(choice.chosen?.reasons).toEqual([reason]);
});

test.each([
  ['of the same bitrate class it stays behind', 119, '1'],
  ['of a higher one it comes first', 120, '2'],
])('a split release against one in a single piece: %s', (_, bitrateKbps, chosen) => {
  const choice = choose([
    buildRelease({ trackerId: '1', isSplit: false, bitrateKbps: 96 }),
    buildRelease({ trackerId: '2', isSplit: true, bitrateKbps }),
  ]);

  expect(choice.chosen?.release.trackerId).toBe(chosen);
});

test('what a wedge makes free comes before what has to be paid for, where wedges are spent unasked', () => {
  const releases = [
    buildRelease({ trackerId: '1' }),
    buildRelease({ trackerId: '2', sizeBytes: 2e9, bitrateKbps: 64 }),
    buildRelease({ trackerId: '3', cost: free, bitrateKbps: null, bitrateSource: null }),
  ];
  const order = (wedgePolicy: 'ask' | 'auto') =>
    choose(releases, { wedgePolicy }).ranked.map(({ release }) => release.trackerId);

  expect(order('ask')).toEqual(['3', '1', '2']);
  expect(order('auto')).toEqual(['3', '2', '1']);
  expect(choose(releases, { wedgePolicy: 'auto' }).ranked[1]?.reasons).toEqual([
    'cost: free by a wedge before paid',
  ]);
});

test('more than the ideal bitrate is no reason', () => {
  const choice = choose(rivals({ bitrateKbps: 320 }, { bitrateKbps: 125 }));

  expect(choice.chosen?.release.trackerId).toBe('1');
  expect(choice.chosen?.reasons).toEqual(['seeders: 900 before 2']);
});

test('the smaller id decides between equals', () => {
  const choice = choose([buildRelease({ trackerId: '10' }), buildRelease({ trackerId: '9' })]);

  expect(choice.chosen?.release.trackerId).toBe('9');
  expect(choice.chosen?.reasons).toEqual(['equal to 10, the smaller id wins']);
});

test('of eight releases of one title the one that is free for a VIP wins over its paid equals, in any order', () => {
  const vip = { ...paid, isVip: true, vipExpiresAt: 'never' as const };
  const eight = Array.from({ length: 8 }, (_, index) =>
    buildRelease({ trackerId: String(index + 1), cost: index === 5 ? vip : paid }),
  );

  for (const order of [eight, eight.toReversed(), [...eight.slice(4), ...eight.slice(0, 4)]]) {
    const { chosen } = choose(order);
    expect(chosen?.release.trackerId).toBe('6');
    expect(chosen?.reasons).toEqual(['cost: VIP-free before paid']);
  }
});

test('every place in the ranking explains itself', () => {
  const choice = choose([
    buildRelease({ trackerId: '1', bitrateKbps: 64 }),
    buildRelease({ trackerId: '2', cost: free, bitrateKbps: 64 }),
    buildRelease({ trackerId: '3', isSplit: true }),
  ]);

  expect(choice.ranked.map(({ release, reasons }) => [release.trackerId, reasons])).toEqual([
    ['2', ['cost: free before paid']],
    ['3', ['bitrate: 128 kbps before 64 kbps']],
    ['1', []],
  ]);
});

test('an abridged recording goes as soon as there is another', () => {
  const abridged = buildRelease({ trackerId: '1', isAbridged: true, cost: free });

  const choice = choose([abridged, buildRelease({ trackerId: '2', bitrateKbps: 64 })]);

  expect(choice.chosen?.release.trackerId).toBe('2');
  expect(choice.refused).toMatchObject([{ release: abridged, rejections: [{ rule: 'abridged' }] }]);
});

test('an abridged recording is the last resort and asks', () => {
  const foreign = buildRelease({ trackerId: '2', language: 'de' });

  const choice = choose([buildRelease({ trackerId: '1', isAbridged: true }), foreign]);

  expect(choice.chosen).toMatchObject({ release: { trackerId: '1' }, needsApproval: ['abridged'] });
});

test('a low bitrate is chosen only when there is nothing else, and asks', () => {
  const choice = choose([buildRelease({ bitrateKbps: 48 })]);

  expect(choice.chosen).toMatchObject({ needsApproval: ['low-bitrate'], reasons: [] });
});

test('offers a paid release of a higher class beside the free one', () => {
  const choice = choose(rivals({ cost: free, bitrateKbps: 64 }, { bitrateKbps: 128 }));

  expect(choice.chosen?.release.trackerId).toBe('2');
  expect(choice.better?.release.trackerId).toBe('1');
});

test('nothing is free enough to come before an acceptable paid release without asking', () => {
  const choice = choose(rivals({}, { cost: free, bitrateKbps: 48 }));

  expect(choice.chosen?.release.trackerId).toBe('2');
});

test.each<[string, Partial<Release>]>([
  ['that needs an approval itself', { bitrateKbps: 128, isDramatised: true }],
  ['of the same class', { bitrateKbps: 90 }],
  ['with a known narrator only', { bitrateKbps: 64, isSplit: false }],
  ['that is free too', { bitrateKbps: 128, cost: { ...paid, isPersonalFreeleech: true } }],
])('offers no other release %s', (_, other) => {
  const chosen = { cost: free, bitrateKbps: 64, narrators: [], isSplit: true };

  expect(choose(rivals(chosen, other), { dramatised: 'ask' }).better).toBeNull();
});

test('quality-first takes the better paid release at once and the cheaper of two equal ones', () => {
  const cheap = buildRelease({ trackerId: '1', cost: free, bitrateKbps: 64 });
  const good = buildRelease({ trackerId: '2' });
  const goodAndFree = buildRelease({ trackerId: '3', cost: free, seeders: 1 });

  const two = choose([cheap, good], { releasePolicy: 'quality-first' });
  const three = choose([cheap, good, goodAndFree], { releasePolicy: 'quality-first' });

  expect(two).toMatchObject({ chosen: { release: { trackerId: '2' } }, better: null });
  expect(three.chosen?.release.trackerId).toBe('3');
});

test('chooses nothing when every release is refused, and says why', () => {
  const choice = choose([buildRelease({ seeders: 0 }), buildRelease({ trackerId: '666' })]);

  expect(choice).toMatchObject({ chosen: null, better: null, ranked: [] });
  expect(choice.refused.map(({ rejections }) => rejections.map(({ rule }) => rule))).toEqual([
    ['seeders'],
    ['blocklisted'],
  ]);
});

test.each<[string, Partial<Release>, Partial<Release>, boolean]>([
  ['one class higher', { bitrateKbps: 96 }, { bitrateKbps: 95 }, true],
  ['the same class', { bitrateKbps: 320 }, { bitrateKbps: 125 }, false],
  ['unabridged for abridged', { bitrateKbps: 64 }, { isAbridged: true }, true],
  ['abridged for unabridged', { isAbridged: true }, { bitrateKbps: 64 }, false],
  ['better in all else', {}, { isSplit: true, narrators: [], seeders: 1 }, false],
])('significantly better: %s', (_, release, than, expected) => {
  expect(isSignificantlyBetter(buildRelease(release), buildRelease(than))).toBe(expected);
});
