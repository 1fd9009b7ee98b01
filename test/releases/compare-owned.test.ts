import { expect, test } from 'vitest';
import { compareWithOwned, type OwnedEdition } from '../../src/releases/compare-owned.ts';
import type { Release } from '../../src/releases/facts.ts';
import { buildRelease } from './builders.ts';

const owned: OwnedEdition = {
  id: 7,
  title: 'The Salt Road',
  narrators: ['Tom Reed'],
  bitrateKbps: 96,
  isAbridged: null,
};

const compare = (release: Partial<Release>, edition: Partial<OwnedEdition> = {}) =>
  compareWithOwned(buildRelease(release), { ...owned, ...edition });

test.each<[string, Partial<Release>, Partial<OwnedEdition>, string]>([
  ['one bitrate class more', { bitrateKbps: 120 }, {}, 'superior'],
  ['unabridged for abridged', { bitrateKbps: 64 }, { isAbridged: true }, 'superior'],
  ['64 kbps as measured against unknown', { bitrateKbps: 62 }, { bitrateKbps: null }, 'unknown'],
  ['an unknown bitrate', { bitrateKbps: null, bitrateSource: null }, {}, 'unknown'],
  ['more kbps of the same class', { bitrateKbps: 119 }, {}, 'equal'],
  ['beyond the ideal', { bitrateKbps: 320 }, { bitrateKbps: 125 }, 'equal'],
  ['62 kbps as 64', { bitrateKbps: 62 }, { bitrateKbps: 64 }, 'equal'],
  ['one bitrate class less', { bitrateKbps: 64 }, {}, 'inferior'],
  ['abridged for unabridged', { isAbridged: true, bitrateKbps: 320 }, {}, 'inferior'],
])('%s is compared with the owned edition', (_, release, edition, verdict) => {
  const result = compare(release, edition);

  expect(result.verdict).toBe(verdict);
  expect(result.rejection === null).toBe(verdict === 'superior');
});

test('what is no better is refused with what is owned', () => {
  expect(compare({ bitrateKbps: 64 })).toEqual({
    verdict: 'inferior',
    reason: '64 kbps, owned: 96 kbps',
    isOtherNarrator: false,
    rejection: { rule: 'owned', got: '64 kbps', want: 'better than the owned 96 kbps' },
  });
});

test('a second narrator of an owned book is not fetched', () => {
  expect(compare({ bitrateKbps: 96, narrators: ['Mia Lang'] })).toMatchObject({
    verdict: 'equal',
    isOtherNarrator: true,
    rejection: {
      rule: 'second-narrator',
      got: 'Mia Lang',
      want: 'only the owned reading by Tom Reed',
    },
  });
});

test.each<[string, string[], string[]]>([
  ['one of two readers', ['Mia Lang', 'Tom Reed'], ['Tom Reed']],
  ['another spelling', ['Reed, Tom'], ['Tom Reed']],
  ['unknown readers', [], ['Tom Reed']],
  ['unknown owned readers', ['Mia Lang'], []],
])('it is no second narrator: %s', (_, narrators, ownedNarrators) => {
  expect(compare({ narrators }, { narrators: ownedNarrators }).isOtherNarrator).toBe(false);
});

test('a clearly better reading by somebody else is named as such, for a person to decide', () => {
  expect(compare({ bitrateKbps: 128, narrators: ['Mia Lang'] })).toMatchObject({
    verdict: 'superior',
    isOtherNarrator: true,
    rejection: null,
  });
});
