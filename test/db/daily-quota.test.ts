import { expect, test } from 'vitest';
import { takeFromQuota } from '../../src/db/daily-quota.ts';
import { useDatabase } from '../support/use-database.ts';

const { em, openSecond } = useDatabase();
const quota = { service: 'google-books', perDay: 3 } as const;
// Without a zone: midnight is the one of the place the program runs at.
const noon = new Date('2026-11-02T12:00:00');
const midnight = new Date('2026-11-03T00:00:00');

test('two processes together get no more than the quota', async () => {
  const second = await openSecond();

  const taken = await Promise.allSettled(
    Array.from({ length: 8 }, (_, at) => takeFromQuota((at % 2 ? em : second)(), quota, noon)),
  );

  expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
});

test('one too many tells when there is a new day, and then it begins again', async () => {
  for (let count = 0; count < 3; count += 1) await takeFromQuota(em(), quota, noon);

  const late = takeFromQuota(em(), quota, new Date('2026-11-02T23:59:59'));

  await expect(late).rejects.toMatchObject({
    name: 'QuotaUsedError',
    kind: 'throttled',
    retryAt: midnight,
  });
  await takeFromQuota(em(), quota, midnight);
  expect(await em().execute('select used from request_quotas')).toEqual([{ used: 1 }]);
});

test('a quota of nothing gives nothing, and services have their own', async () => {
  await expect(takeFromQuota(em(), { ...quota, perDay: 0 }, noon)).rejects.toThrow('quota of 0');
  await takeFromQuota(em(), { service: 'hardcover', perDay: 1 }, noon);
  await takeFromQuota(em(), quota, noon);
});
