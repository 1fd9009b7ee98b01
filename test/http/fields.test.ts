import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import {
  bookFields,
  proposalsFields,
  ratioFields,
  snakeCase,
  vipFields,
  vipHistoryFields,
} from '../../src/http/fields.ts';
import { jobsFields, schedulerFields } from '../../src/http/job-fields.ts';

const readAt = new Date('2026-03-01T11:58:00Z');
const standing = {
  readAt,
  isFresh: true,
  ratio: 1.85,
  points: 4200.5,
  vipDaysLeft: 33.7,
  isVipClass: true,
  uploadedBytes: 5,
  pointsPerHour: 41.7,
  renewWithinDays: 7,
  limits: { floor: 1, recovered: 1.05, warn: 1.2 },
  situation: { level: 'normal' },
  seeding: { seeding: 7, downloading: 3, stalled: 1 },
};
const never = {
  readAt: null,
  isFresh: false,
  ratio: null,
  points: null,
  vipDaysLeft: null,
  isVipClass: null,
  pointsPerHour: null,
  renewWithinDays: 7,
};

describe('VIP', () => {
  test('is told under the known names', () => {
    expect(vipFields(standing)).toEqual({
      vip_active: true,
      days_until_expiry: 33,
      total_points: 4200.5,
      points_per_day: 1001,
      renewal_threshold: 7,
      status: 'healthy',
      last_updated: readAt,
    });
  });

  test.each([
    ['before the first reading', never],
    ['when the reading is too old', { ...standing, isFresh: false }],
  ])('is unknown %s', (_name, output) => {
    expect(vipFields(output)).toMatchObject({
      vip_active: null,
      days_until_expiry: null,
      total_points: null,
      points_per_day: null,
      status: 'unknown',
      last_updated: output.readAt,
    });
  });

  test.each([
    [true, 7, 'healthy'],
    [true, 6.99, 'warning'],
    [true, 0.5, 'warning'],
    [true, -0.5, 'critical'],
    [true, null, 'unknown'],
    [false, 20, 'critical'],
    [false, null, 'critical'],
    [null, 20, 'unknown'],
  ])('with class %s and %s days left is %s', (isVipClass, vipDaysLeft, status) => {
    expect(vipFields({ ...standing, isVipClass, vipDaysLeft }).status).toBe(status);
  });

  test('is at risk as many days before its end as the policy says', () => {
    const fields = vipFields({ ...standing, vipDaysLeft: 13.5, renewWithinDays: 14 });

    expect(fields).toMatchObject({ renewal_threshold: 14, status: 'warning' });
  });

  test('with an unknown rate has no points per day', () => {
    expect(vipFields({ ...standing, pointsPerHour: null }).points_per_day).toBeNull();
  });

  test('has a history by day', () => {
    const day = { day: '2026-02-28', ratio: 1.85, lowestRatio: 1.8, vipUntil: readAt };

    const bought = { id: 4, kind: 'vip', status: 'confirmed', costPoints: 8750 };
    const output = { days: 30, history: [day], purchases: [bought] };

    expect(vipHistoryFields(output)).toEqual({
      days: 30,
      purchases: [{ id: 4, kind: 'vip', status: 'confirmed', cost_points: 8750 }],
      readings: [{ day: '2026-02-28', ratio: 1.85, lowest_ratio: 1.8, vip_until: readAt }],
    });
  });
});

describe('the ratio', () => {
  test('is told under the known names', () => {
    expect(ratioFields(standing)).toEqual({
      global_ratio: 1.85,
      emergency_active: false,
      download_frozen: false,
      seeding_allocation: 70,
      stalled_torrents: 1,
      status: 'normal',
      last_updated: readAt,
    });
  });

  test('that was never judged, with a client that says nothing, leaves the rest unknown', () => {
    const fields = ratioFields({ ...standing, situation: { level: null }, seeding: null });

    expect(fields).toMatchObject({
      emergency_active: null,
      seeding_allocation: null,
      stalled_torrents: null,
    });
  });

  test('has no share of seeding torrents while none runs', () => {
    const seeding = { seeding: 0, downloading: 0, stalled: 0 };

    expect(ratioFields({ ...standing, seeding })).toMatchObject({
      seeding_allocation: null,
      stalled_torrents: 0,
    });
  });

  test.each([
    [1.04, true, 'emergency', true],
    [1.04, false, 'unknown', true],
    [0.98, true, 'emergency', true],
  ])(
    '%s in an emergency, read in time: %s, is %s, and paid downloads are frozen',
    (value, isFresh, status, isFrozen) => {
      const situation = { level: 'emergency' };

      expect(ratioFields({ ...standing, ratio: value, isFresh, situation })).toMatchObject({
        status,
        emergency_active: true,
        download_frozen: isFrozen,
      });
    },
  );

  test('that is not known holds paid downloads back', () => {
    expect(ratioFields({ ...standing, ratio: null }).download_frozen).toBe(true);
  });

  test.each([
    [1.2, 'normal'],
    [1.19, 'warning'],
    [1.01, 'warning'],
    [1, 'emergency'],
    [1.000001, 'warning'],
    [0.99999, 'emergency'],
    [0.4, 'emergency'],
    [0, 'emergency'],
    [null, 'unknown'],
  ])('%s is %s', (ratio, status) => {
    expect(ratioFields({ ...standing, ratio }).status).toBe(status);
  });

  test('that is infinite has no number, but is normal', () => {
    expect(ratioFields({ ...standing, ratio: Infinity })).toMatchObject({
      global_ratio: null,
      status: 'normal',
    });
  });

  test('is judged by the limits of the policy', () => {
    const strict = { floor: 1.5, recovered: 1.6, warn: 2 };
    const status = (ratio: number) => ratioFields({ ...standing, ratio, limits: strict }).status;

    expect([2, 1.85, 1.5].map(status)).toEqual(['normal', 'warning', 'emergency']);
  });

  test('of an old reading is not shown', () => {
    expect(ratioFields({ ...standing, isFresh: false })).toMatchObject({
      global_ratio: null,
      status: 'unknown',
      last_updated: readAt,
    });
  });
});

describe('the scheduler', () => {
  const job = (name: string, nextRun: Date | null, state = 'idle') => ({
    name,
    description: `does ${name}`,
    schedule: nextRun && '0 1 * * *',
    state,
    lastRunAt: null,
    nextRun,
  });
  const noon = new Date('2026-03-01T12:00:00Z');
  const evening = new Date('2026-03-01T19:00:00Z');

  test('names its next jobs in the order of their time', () => {
    const rows = [job('late', evening), job('soon', noon), job('asked', null)];

    expect(schedulerFields({ isSchedulerOn: true, rows })).toEqual({
      scheduler_enabled: true,
      running: true,
      total_jobs: 3,
      next_jobs: [
        { job_id: 'soon', job_name: 'does soon', next_run_time: noon },
        { job_id: 'late', job_name: 'does late', next_run_time: evening },
      ],
    });
  });

  test('that is switched off has nothing next', () => {
    const off = { isSchedulerOn: false, rows: [job('late', evening)] };

    expect(schedulerFields(off)).toMatchObject({ running: false, total_jobs: 1, next_jobs: [] });
    expect(jobsFields(off).jobs[0]).toMatchObject({ job_id: 'late', next_run_time: null });
  });

  test('does not run while every job is paused', () => {
    const paused = { isSchedulerOn: true, rows: [job('late', null, 'paused')] };

    expect(schedulerFields(paused)).toMatchObject({ scheduler_enabled: true, running: false });
  });
});

test('a book is found by its number only', () => {
  const output = {
    rows: [
      { id: 4, title: '4 Walls' },
      { id: 14, title: 'Four' },
    ],
    total: 2,
  };

  expect(bookFields(output, { text: '14' })).toEqual({ id: 14, title: 'Four' });
  expect(() => bookFields(output, { text: 'walls' })).toThrow(UserError);
});

test('a proposal that nobody approved yet is a row without a download', () => {
  const row = {
    proposal: 3,
    download: null,
    title: 'Book',
    series: null,
    position: '2',
    state: 'open',
    detail: null,
    progress: null,
    costClass: 'vip-free',
  };

  expect(proposalsFields({ rows: [row], total: 1, wanted: 5 })).toEqual({
    proposals: [
      {
        id: 3,
        download_id: null,
        title: 'Book',
        series: null,
        progress: null,
        series_number: '2',
        status: 'open',
        status_reason: null,
        cost_class: 'vip-free',
      },
    ],
    total: 1,
    wanted: 5,
  });
});

test('an output of another shape is a fault, not an invented answer', () => {
  expect(() => ratioFields({ ...standing, ratio: '1.85' })).toThrow('ratio');
  expect(() => vipFields({})).toThrow('isFresh');
});

test('keys become snake_case at every depth, values stay', () => {
  const at = new Date();

  expect(snakeCase({ libraryPath: 'aB', rows: [{ isInClient: true, at }], none: null })).toEqual({
    library_path: 'aB',
    rows: [{ is_in_client: true, at }],
    none: null,
  });
});
