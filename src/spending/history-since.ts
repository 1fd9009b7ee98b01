import type { BonusEntry, Mam } from '../clients/mam/index.ts';
import { ExternalError } from '../errors.ts';

/** Clocks of site and bot differ a little. */
const slackMs = 60_000;

/** What the site's bonus history has from a moment on; null when it cannot be understood. */
export async function historySince(mam: Mam, since: Date): Promise<BonusEntry[] | null> {
  try {
    const entries = await mam.bonusHistory();
    return entries.filter(({ at }) => at.getTime() >= since.getTime() - slackMs);
  } catch (error) {
    if (error instanceof ExternalError && error.kind === 'unexpected') return null;
    throw error;
  }
}
