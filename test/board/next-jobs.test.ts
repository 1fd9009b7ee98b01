import { expect, test } from 'vitest';
import { soonestJobs } from '../../src/board/next-jobs.ts';
import { nextRun } from '../../src/job/schedule.ts';

const now = new Date('2026-06-15T11:50:00Z');

function job(name: string, schedule: string | null) {
  return { name, schedule, nextRun: schedule === null ? null : nextRun(schedule, 'UTC', now) };
}

test('the next jobs are the soonest ones that do not run every few minutes', () => {
  const jobs = [
    job('downloads', '* * * * *'),
    job('account', '*/5 * * * *'),
    job('digest', '0 9 * * *'),
    job('queue', '*/30 * * * *'),
    job('vip', '0 12 * * *'),
    job('full-sync', null),
    job('seeding', '0 7 * * 0'),
    job('backup', '30 4 * * *'),
  ];

  expect(soonestJobs(jobs, 'UTC').map(({ name, at }) => `${name} ${at.toISOString()}`)).toEqual([
    'queue 2026-06-15T12:00:00.000Z',
    'vip 2026-06-15T12:00:00.000Z',
    'backup 2026-06-16T04:30:00.000Z',
    'digest 2026-06-16T09:00:00.000Z',
  ]);
});
