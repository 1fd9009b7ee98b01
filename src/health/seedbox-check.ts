import type { EntityManager } from '@mikro-orm/postgresql';
import type { Services } from '../services.ts';
import type { Problem } from './problems.ts';

const area = 'seedbox';
/** So many tries in a row went wrong. */
const silentMs = 6 * 3_600_000;

/** Whether the site knows the address of the torrent client, where this program has to tell it. */
export async function seedboxProblems(
  em: EntityManager,
  { seedbox, now }: Pick<Services, 'seedbox' | 'now'>,
): Promise<Problem[]> {
  if (!seedbox) return [];
  const [row] = await em.execute<
    { outcome: string | null; detail: string | null; told_at: Date | null; asked_at: Date | null }[]
  >('select outcome, detail, told_at, asked_at from seedbox_session');
  const reason = row?.detail ?? 'no reason given';
  if (row?.outcome === 'refused') {
    const text = `the site refuses the session that tells our address: ${reason}`;
    const hint = 'make a new session that may set the dynamic seedbox and set SEEDBOX_MAM_ID';
    return [{ area, severity: 'warning', text, hint }];
  }
  const isSilent = !row?.told_at || now().getTime() - row.told_at.getTime() > silentMs;
  if (row?.outcome !== 'unknown' || !isSilent) return [];
  const text = `our address could not be told to the site: ${reason}`;
  return [{ area, severity: 'warning', text, hint: 'tried again every hour' }];
}
