import { recordReading } from '../../src/account/record.ts';
import { readAccount } from '../../src/clients/mam/account.ts';
import type { Mam, PurchaseAnswer } from '../../src/clients/mam/index.ts';
import { loadConfig } from '../../src/config.ts';
import { accountJson, type Account, createAccount } from '../../src/sandbox/tracker/account.ts';
import { buy } from '../../src/sandbox/tracker/store.ts';
import { policyOf } from '../../src/settings/policy.ts';
import { carryOut } from '../../src/spending/carry-out.ts';
import { considerSpending } from '../../src/spending/consider.ts';
import type { RaceResult } from './race-result.ts';
import type { TwoPrograms } from './two-programs.ts';

const weekMs = 7 * 86_400_000;
const startPoints = 21_400;

/** The sandbox store; every request that reaches it is answered. */
function shopOf(account: Account, clock: { now: Date }): Mam {
  const purchase = async (query: Record<string, string>): Promise<PurchaseAnswer> => {
    const answer = buy(account, new URLSearchParams(query), clock.now) as { success: boolean };
    return answer.success ? { kind: 'bought' } : { kind: 'refused', reason: 'no' };
  };
  return {
    account: async () => readAccount(accountJson(account, () => true)),
    bonusHistory: async () => [],
    buyVip: () => purchase({ spendtype: 'VIP', duration: 'max' }),
    buyUpload: (gb: number) => purchase({ spendtype: 'upload', amount: String(gb) }),
  } as unknown as Mam;
}

/** A week of VIP has passed in every round: both programs see it, order it and carry it out in the same moment. */
export async function racePurchases(
  { programs }: TwoPrograms,
  rounds: number,
): Promise<RaceResult> {
  const [first] = programs;
  if (!first) throw new Error('no program');
  const clock = { now: new Date('2026-01-01T12:00:00Z') };
  const account = createAccount(clock.now);
  const mam = shopOf(account, clock);
  const policy = policyOf(loadConfig({}).settings);
  const violations: string[] = [];
  let decisions = 0;
  for (let round = 0; round < rounds; round += 1) {
    clock.now = new Date(clock.now.getTime() + weekMs);
    account.points = startPoints;
    account.vipUntil = new Date(clock.now.getTime() + 11 * weekMs);
    const before = account.spent.length;
    await Promise.all(
      programs.map(async ({ services }) => {
        const now = () => clock.now;
        const spending = { em: services.em, now, policy: async () => policy, platforms: [], mam };
        const seen = await recordReading(services.em(), await mam.account(), clock.now);
        await services
          .em()
          .transactional((em) => considerSpending(em, { platforms: [], policy }, seen, clock.now));
        const open = `select id from purchases where status in ('intended', 'sent', 'unknown')`;
        for (const { id } of await services.em().execute<{ id: number }[]>(open)) {
          await carryOut(spending, id);
        }
      }),
    );
    const bought = account.spent.length - before;
    decisions += bought;
    if (bought !== 1) violations.push(`round ${round}: ${bought} purchases`);
  }
  const [ours] = await first.services
    .em()
    .execute<{ count: number }[]>('select count(*) from purchases where is_spent');
  if (ours?.count !== account.spent.length) {
    violations.push(`${account.spent.length} sold, ${ours?.count} in our books`);
  }
  return { race: 'one purchase, two programs', rounds, decisions, violations };
}
