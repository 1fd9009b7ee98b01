import type { EntityManager } from '@mikro-orm/postgresql';
import { ratioText } from '../account/ratio.ts';
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
    `ratio ${ratioText(account.isFresh ? account.ratio : null)}`,
    account.isFresh && account.vipDaysLeft !== null
      ? `VIP ${Math.max(0, Math.floor(account.vipDaysLeft))} d`
      : null,
    downloading > 0 ? `${downloading} downloading` : null,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}
