import { expect, onTestFinished, test } from 'vitest';
import { simulate, type Wishes } from './simulate.ts';
import { createDatabase } from '../support/database.ts';

const days = 8;
/** For a machine that is busy with other tests. */
const patienceMs = 240_000;

async function play(wishes: Omit<Wishes, 'connection' | 'days'>) {
  const { connection, drop } = await createDatabase();
  onTestFinished(drop);
  return await simulate({ days, seriesAtFirst: 3, connection, ...wishes });
}

test(
  'days of use go by with nothing wrong, and the same seed gives the same days',
  async () => {
    const seed = Number(process.env['SIMULATION_SEED'] ?? 11);
    const [first, second] = await Promise.all([play({ seed }), play({ seed })]);

    expect(first).toMatchObject({ days, violations: [] });
    expect(first.shelved).toBeGreaterThan(0);
    expect(first.bought).toBeGreaterThan(0);
    expect(first.faults).toBeGreaterThan(0);
    expect(second.digest).toBe(first.digest);
  },
  patienceMs,
);

test(
  'a purchase that is sent twice is noticed',
  async () => {
    let grant = (_points: number) => {};
    const { violations } = await play({
      seed: 4,
      dress({ tracker: { account } }) {
        account.points = 60_000;
        grant = (points) => void (account.points += points);
      },
      change: (handlers, services) => ({
        ...handlers,
        async purchase(message, em) {
          grant(50_000);
          await services.mam?.buyUpload(50);
          return await handlers['purchase']?.(message, em);
        },
      }),
    });

    expect(violations.map(({ invariant }) => invariant)).toContain(
      'nothing is spent twice, and the books are those of the tracker (I3)',
    );
  },
  patienceMs,
);
