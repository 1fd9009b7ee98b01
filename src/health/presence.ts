import type { EntityManager } from '@mikro-orm/postgresql';
import { accountStanding } from '../account/standing.ts';
import { countInFlight } from '../downloads/in-flight.ts';

/** The line beside the bot's name: `ratio 1.85 · VIP 34 d · 3 downloading`; what is not known is left out. */
export async function presenceLine(
  em: EntityManager,
  policy: { readingStaleMinutes: number },
  now: Date,
): Promise<string> {
  const account = await accountStanding(em, policy, now);
  const downloading = await countInFlight(em);
  const parts = [
    account.isFresh && account.ratio !== null
      ? `ratio ${account.ratio.toFixed(2)}`
      : 'ratio unknown',
    account.vipDaysLeft === null ? null : `VIP ${Math.max(0, Math.floor(account.vipDaysLeft))} d`,
    downloading > 0 ? `${downloading} downloading` : null,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}
