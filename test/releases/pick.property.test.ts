import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Release } from '../../src/releases/facts.ts';
import { pick } from '../../src/releases/pick.ts';
import type { ReleasePolicy } from '../../src/releases/rules.ts';
import { buildRelease, free, now, paid, policy, wanted } from './builders.ts';

const account = { isVipClass: true, vipUntil: new Date('2026-09-01T00:00:00Z'), wedges: 3 };
const vip = { ...paid, isVip: true, vipExpiresAt: 'never' as const };

const facts = fc.record({
  title: fc.constantFrom('The Salt Road', 'The Salt Road', 'Smoke'),
  bitrateKbps: fc.constantFrom(null, 32, 63, 64, 96, 125, 320),
  cost: fc.constantFrom(paid, free, vip, { ...paid, isPersonalFreeleech: true }),
  isAbridged: fc.constantFrom(null, false, true),
  isSplit: fc.constantFrom(null, false, true),
  narrators: fc.constantFrom<string[]>([], ['Tom Reed']),
  isBranded: fc.boolean(),
  hasChapters: fc.constantFrom(null, false, true),
  fileTypes: fc.constantFrom<string[]>(['m4b'], ['mp3'], ['mp3', 'm4b'], ['flac']),
  language: fc.constantFrom('en', 'en', 'de', null),
  seeders: fc.constantFrom(null, 0, 1, 5, 50),
});
const releases = fc
  .array(facts, { maxLength: 12 })
  .map((list) => list.map((one, index) => buildRelease({ ...one, trackerId: String(index + 1) })));
const policies = fc
  .record({
    releasePolicy: fc.constantFrom('free-first' as const, 'quality-first' as const),
    minKbps: fc.constantFrom(0, 64, 100),
  })
  .map((changes): ReleasePolicy => ({ ...policy, ...changes }));

function choose(list: Release[], rules: ReleasePolicy) {
  return pick({ wanted, releases: list, policy: rules, account, now, blocked: new Set(['mam:3']) });
}

test('the order of the input never changes the answer', () => {
  const reordered = releases.chain((list) => {
    const whole = { minLength: list.length, maxLength: list.length };
    return fc.tuple(fc.constant(list), fc.shuffledSubarray(list, whole));
  });

  fc.assert(
    fc.property(reordered, policies, ([list, shuffled], rules) => {
      expect(choose(shuffled, rules)).toEqual(choose(list, rules));
    }),
  );
});

test('every release is ranked or refused with a reason, never both', () => {
  fc.assert(
    fc.property(releases, policies, (list, rules) => {
      const { chosen, ranked, refused } = choose(list, rules);

      const ids = [...ranked, ...refused].map(({ release }) => release.trackerId);
      expect(ids.toSorted()).toEqual(list.map(({ trackerId }) => trackerId).toSorted());
      expect(refused.every(({ rejections }) => rejections.length > 0)).toBe(true);
      expect(chosen).toEqual(ranked[0] ?? null);
    }),
  );
});

test('one more release is chosen itself or changes nothing', () => {
  fc.assert(
    fc.property(releases, facts, policies, (list, extra, rules) => {
      const added = buildRelease({ ...extra, trackerId: '100' });

      const before = choose(list, rules).chosen?.release.trackerId;
      const after = choose([...list, added], rules).chosen?.release.trackerId;

      expect([before, '100']).toContain(after);
    }),
  );
});

test('a worse copy of the chosen release changes nothing', () => {
  const worse = fc.constantFrom<Partial<Release>>(
    { isBranded: true },
    { narrators: [] },
    { isSplit: true },
    { seeders: 0 },
    { bitrateKbps: 32 },
    { isAbridged: true },
    { language: 'de' },
    { cost: paid },
    {},
  );

  fc.assert(
    fc.property(releases, worse, policies, (list, changes, rules) => {
      const { chosen } = choose(list, rules);
      if (!chosen) return;
      const copy = buildRelease({ ...chosen.release, ...changes, trackerId: '100' });

      const after = choose([...list, copy], rules);

      expect(after.chosen?.release).toEqual(chosen.release);
    }),
  );
});

test('nothing that costs is chosen before something free that is as acceptable', () => {
  fc.assert(
    fc.property(releases, (list) => {
      const { chosen, ranked } = choose(list, policy);
      if (chosen?.costClass !== 'paid') return;

      const rivals = ranked.filter(
        ({ needsApproval }) => needsApproval.length <= chosen.needsApproval.length,
      );

      expect(rivals.every(({ costClass }) => costClass === 'paid')).toBe(true);
    }),
  );
});
