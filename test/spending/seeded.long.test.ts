import type { EntityManager } from '@mikro-orm/postgresql';
import { expect, test } from 'vitest';
import { recordReading } from '../../src/account/record.ts';
import { readAccount } from '../../src/clients/mam/account.ts';
import type { Mam, PurchaseAnswer } from '../../src/clients/mam/index.ts';
import { loadConfig } from '../../src/config.ts';
import { ExternalError } from '../../src/errors.ts';
import { type Account, accountJson, createAccount } from '../../src/sandbox/tracker/account.ts';
import { buy } from '../../src/sandbox/tracker/store.ts';
import { policyOf } from '../../src/settings/policy.ts';
import { carryOut, type SpendingServices } from '../../src/spending/carry-out.ts';
import { considerSpending } from '../../src/spending/consider.ts';
import { useDatabase } from '../support/use-database.ts';

const { em, openSecond } = useDatabase();
const policy = { ...policyOf(loadConfig({}).settings), uploadCredit: 'auto' as const };

class Killed extends Error {}
const troubles = [
  'none',
  'no-answer-before',
  'no-answer-after',
  'killed-before',
  'killed-after',
] as const;

/** The sandbox store behind a client on which calls fail by chance; purchases hardly ever are answered. */
function shopOf(account: Account, clock: { now: Date }, random: () => number): Mam {
  async function call<Answer>(act: () => Answer, kinds: readonly string[]): Promise<Answer> {
    const trouble = kinds[Math.floor(random() * kinds.length)] ?? 'none';
    if (trouble === 'no-answer-before') throw noAnswer();
    if (trouble === 'killed-before') throw new Killed();
    const answer = act();
    if (trouble === 'no-answer-after') throw noAnswer();
    if (trouble === 'killed-after') throw new Killed();
    return answer;
  }
  const rarely = [...Array.from({ length: 12 }, () => 'none'), ...troubles];
  const purchase = (query: Record<string, string>) =>
    call((): PurchaseAnswer => {
      const answer = buy(account, new URLSearchParams(query), clock.now) as { success: boolean };
      return answer.success ? { kind: 'bought' } : { kind: 'refused', reason: 'no' };
    }, troubles.slice(1));
  return {
    account: () => call(() => readAccount(accountJson(account, () => true)), rarely),
    bonusHistory: () => call(() => [], rarely),
    buyVip: () => purchase({ spendtype: 'VIP', duration: 'max' }),
    buyUpload: (gb: number) => purchase({ spendtype: 'upload', amount: String(gb) }),
  } as unknown as Mam;
}

function noAnswer(): ExternalError {
  return new ExternalError('tracker', 'unreachable', 'the tracker did not answer in time');
}

type Row = { kind: string; is_spent: boolean; amount: number; sent_at: Date | null };

/** More or fewer by PURCHASES=1000. */
const wanted = Number(process.env['PURCHASES'] ?? 200);

test(`${wanted} purchases of which nobody knows how they ended: the site's books and ours agree, none is double`, async () => {
  const second = await openSecond();
  const random = createRandom(7);
  const clock = { now: new Date('2026-01-01T12:00:00Z') };
  const account = createAccount(clock.now);
  const mam = shopOf(account, clock, random);
  const services = (from: () => EntityManager): SpendingServices => ({
    em: from,
    now: () => clock.now,
    policy: async () => policy,
    platforms: [],
    mam,
  });
  let settled: Row[] = [];
  for (let day = 0; settled.length < wanted && day < 5000; day += 1) {
    account.points = Math.min(99_999, account.points + Math.floor(random() * 30_000));
    await orderWhatIsDue();
    for (let turn = 0; turn < 40 && (await openIds()).length > 0; turn += 1) {
      await Promise.all((await openIds()).flatMap((id) => [goOn(em, id), goOn(second, id)]));
      clock.now = new Date(clock.now.getTime() + 10 * 60_000);
    }
    clock.now = new Date(clock.now.getTime() + 20 * 3_600_000);
    settled = await em().execute<Row[]>(
      `select kind, is_spent, amount::float, sent_at from purchases where sent_at is not null and is_spent is not null order by sent_at`,
    );
  }

  const ours = settled.filter((row) => row.is_spent).map(({ kind, amount }) => [kind, amount]);
  const theirs = account.spent.map(({ kind, amount }) => [kind.toLowerCase(), amount]);
  expect(settled.length).toBeGreaterThanOrEqual(wanted);
  expect(ours).toEqual(theirs);
  expect(settled.some((row) => !row.is_spent)).toBe(true);
  expect(new Set(ours.map(([kind]) => kind))).toEqual(new Set(['vip', 'upload']));
  expect(await openIds()).toEqual([]);

  async function orderWhatIsDue(): Promise<void> {
    const reading = await recordReading(
      em(),
      readAccount(accountJson(account, () => true)),
      clock.now,
    );
    await em().transactional((inner) =>
      considerSpending(inner, { platforms: [], policy }, reading, clock.now),
    );
  }
  async function openIds(): Promise<number[]> {
    const open = `select id from purchases where status in ('intended', 'sent', 'unknown')`;
    return (await em().execute<{ id: number }[]>(open)).map(({ id }) => id);
  }
  async function goOn(from: () => EntityManager, id: number): Promise<void> {
    await carryOut(services(from), id).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
  }
}, 240_000);

/** The same numbers in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
