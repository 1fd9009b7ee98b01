import { type House, type HouseOptions, openHouse, start } from './house.ts';
import { type Facts, invariants } from './invariants.ts';
import { act } from './people.ts';
import { nextDay, stepsOfDay } from './steps.ts';

export type Violation = { at: Date; step: number; invariant: string; what: string };

export type Outcome = {
  days: number;
  /** Days that were not left out. */
  playedDays: number;
  steps: number;
  runs: number;
  requests: number;
  faults: number;
  shelved: number;
  bought: number;
  violations: Violation[];
  /** Of everything that happened outside. */
  digest: string;
};

export type Wishes = HouseOptions & {
  /** Hears what people do. */
  onDeed?: (line: string) => void;
  /** After each day that was played. */
  onNight?: () => Promise<void>;
};

/** Plays so many days in a house; ends with the first step after which something is wrong. */
export async function simulate(wishes: Wishes): Promise<Outcome> {
  const house = await openHouse(wishes);
  const violations: Violation[] = [];
  let steps = 0;
  let days = 0;
  let playedDays = 0;
  try {
    await moveIn(house);
    while (days < wishes.days && violations.length === 0) {
      let next = days + 1;
      playedDays += 1;
      for (const at of stepsOfDay(wishes.seed, days, start)) {
        steps += 1;
        const { found, facts } = await step(house, at, wishes.onDeed);
        violations.push(...found.map((one) => ({ ...one, at: house.time.now(), step: steps })));
        if (violations.length > 0) break;
        if (facts) next = nextDay(wishes.seed, days, start, facts);
      }
      await wishes.onNight?.();
      days = Math.min(next, wishes.days);
    }
    return { ...(await tally(house)), days, playedDays, steps, violations };
  } finally {
    await house.close();
  }
}

/** The first look at everything, and the first decision of a new owner. */
async function moveIn({ product }: House): Promise<void> {
  await product.work();
  const actor = { id: '1', name: 'Ada', platform: 'discord', role: 'owner' } as const;
  await product.execute({ command: 'series', input: { series: 'all', monitor: 'all' }, actor });
}

type Found = Pick<Violation, 'invariant' | 'what'>;

/** The world goes on to a moment, people do something, the product does what is due; what is wrong then. */
async function step(
  house: House,
  at: Date,
  onDeed: Wishes['onDeed'],
): Promise<{ found: Found[]; facts: Facts | null }> {
  const { time, economy, product, outside, random } = house;
  await time.moveTo(at);
  await economy.passTo(time.now());
  try {
    for (let count = random.between(0, 3); count > 0; count -= 1) {
      const deed = await act(product, outside, random);
      onDeed?.(`${time.now().toISOString()} ${deed}`);
    }
    await product.work();
  } catch (error) {
    const what = error instanceof Error ? `${error.message}\n${error.stack}` : String(error);
    const invariant = 'nothing fails that is not somebody else’s fault';
    return { found: [{ invariant, what }], facts: null };
  }
  const facts = await house.facts();
  outside.witness.nextStep();
  const found = invariants.flatMap(({ name, violations }) =>
    violations(facts).map((what) => ({ invariant: name, what })),
  );
  return { found, facts };
}

async function tally({ product, outside }: House) {
  const [count] = await product
    .em()
    .execute<[{ shelved: number }]>(
      `select count(*) as shelved from downloads where status = 'completed'`,
    );
  return {
    runs: product.runs(),
    requests: outside.witness.requests(),
    faults: outside.faults(),
    shelved: count.shelved,
    bought: outside.tracker.account.spent.length,
    digest: outside.witness.digest(),
  };
}
