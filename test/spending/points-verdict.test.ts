import { describe, expect, test } from 'vitest';
import {
  type PointsEvidence,
  uploadVerdict,
  vipVerdict,
} from '../../src/spending/points-verdict.ts';
import type { Balances } from '../../src/spending/purchase.entity.ts';

const sentAt = new Date('2026-06-15T12:00:00Z');
const held: Balances = {
  points: 40_000,
  wedges: 3,
  vipUntil: '2026-07-01T00:00:00.000Z',
  uploadedBytes: 3e12,
  downloadedBytes: 1e12,
  readAt: sentAt.toISOString(),
};

function evidence(now: Partial<Balances>, changes: Partial<PointsEvidence> = {}): PointsEvidence {
  return {
    before: held,
    now: { ...held, ...now },
    sentAt,
    giftedPoints: 0,
    minutesSinceSent: 60,
    ...changes,
  };
}

describe('VIP', () => {
  const extended = { vipUntil: '2026-07-22T00:00:00.000Z', points: 36_250 };

  test.each<[string, PointsEvidence, object]>([
    [
      'three weeks more at once',
      evidence(extended, { minutesSinceSent: 0 }),
      { kind: 'spent', amount: 3 },
    ],
    [
      'three weeks more, balance unknown',
      evidence({ ...extended, points: null }),
      { kind: 'spent', amount: 3 },
    ],
    ['nothing yet', evidence({}, { minutesSinceSent: 29 }), { kind: 'unknown' }],
    ['nothing after half an hour', evidence({}, { minutesSinceSent: 30 }), { kind: 'not-spent' }],
    ['nothing, and more was earned', evidence({ points: 40_060 }), { kind: 'not-spent' }],
    ['points gone without VIP', evidence({ points: 36_250 }), { kind: 'unknown' }],
    [
      'points gone, hidden by a gift',
      evidence({ points: 40_000 }, { giftedPoints: 3750 }),
      { kind: 'unknown' },
    ],
    [
      'points given away since',
      evidence({ points: 39_000 }, { giftedPoints: -1000 }),
      { kind: 'not-spent' },
    ],
    ['gifts not known', evidence({}, { giftedPoints: null }), { kind: 'unknown' }],
    ['the end unknown now', evidence({ vipUntil: null }), { kind: 'unknown' }],
    ['the balance unknown now', evidence({ points: null }), { kind: 'unknown' }],
  ])('%s', (_, known, verdict) => {
    expect(vipVerdict(known)).toEqual(verdict);
  });

  test('that had ended counts from the purchase on', () => {
    const before = { ...held, vipUntil: '2026-06-01T00:00:00.000Z' };
    const now = { vipUntil: '2026-06-22T12:00:00.000Z' };

    expect(vipVerdict(evidence(now, { before }))).toEqual({ kind: 'spent', amount: 1 });
  });
});

describe('upload credit', () => {
  const order = { amount: 60, costPoints: 30_000 };

  test.each<[string, PointsEvidence, string]>([
    ['credited and paid', evidence({ points: 10_000, uploadedBytes: 3.065e12 }), 'spent'],
    [
      'credited and paid while seeding earned',
      evidence({ points: 10_400, uploadedBytes: 3.065e12 }),
      'spent',
    ],
    ['neither', evidence({}), 'not-spent'],
    ['neither, but early', evidence({}, { minutesSinceSent: 10 }), 'unknown'],
    ['uploaded much, but nothing paid', evidence({ uploadedBytes: 3.2e12 }), 'unknown'],
    ['paid, but not credited', evidence({ points: 10_000 }), 'unknown'],
    ['the balance unknown', evidence({ points: null }), 'unknown'],
  ])('%s', (_, known, verdict) => {
    expect(uploadVerdict(known, order).kind).toBe(verdict);
  });
});
