import { expect, test } from 'vitest';
import { waitForTurn } from '../../src/db/request-pace.ts';
import { useDatabase } from '../support/use-database.ts';

const { em, openSecond } = useDatabase();
const quick = { service: 'somebody', perMinute: 600_000, burst: 10 };

async function plannedSeconds(): Promise<number> {
  const [row] = await em().execute<{ seconds: number }[]>(
    'select extract(epoch from next_at - clock_timestamp())::float as seconds from request_pace',
  );
  return row?.seconds ?? 0;
}

test('a burst goes at once; every further request plans the next one a gap later', async () => {
  const hourly = { ...quick, perMinute: 1 / 60, burst: 3 };

  for (let turn = 0; turn < 3; turn += 1) await waitForTurn(em(), hourly);

  // The fourth one would have to wait for an hour.
  expect(await plannedSeconds()).toBeGreaterThan(3590);
  expect(await plannedSeconds()).toBeLessThanOrEqual(3600);
});

test('two processes book different turns', async () => {
  const daily = { ...quick, perMinute: 1 / 1440, burst: 100 };
  const second = await openSecond();
  const places = [em, second];

  await Promise.all(
    Array.from({ length: 40 }, (_, turn) => waitForTurn((places[turn % 2] ?? em)(), daily)),
  );

  // 40 turns of a day each, less the head start of 99.
  const days = ((await plannedSeconds()) + 99 * 86_400) / 86_400;
  expect(Math.round(days)).toBe(40);
});

test('services do not wait for each other', async () => {
  await waitForTurn(em(), { ...quick, perMinute: 1 / 60, burst: 1 });
  await waitForTurn(em(), { ...quick, service: 'somebody else' });

  expect(await em().execute('select service from request_pace order by service')).toHaveLength(2);
});

test('who is late waits for the turn that is booked', async () => {
  const gap = { service: 'somebody', perMinute: 1200, burst: 1 };
  const before = performance.now();
  for (let turn = 0; turn < 4; turn += 1) await waitForTurn(em(), gap);

  expect(performance.now() - before).toBeGreaterThan(140);
});
