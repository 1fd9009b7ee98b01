import type { EntityManager } from '@mikro-orm/postgresql';
import { isByAutopilot } from '../proposals/autopilot.ts';
import type { Approver } from '../proposals/hold.ts';
import type { Services } from '../services.ts';
import type { Download } from './download.entity.ts';
import { opensAt } from '../day-hours.ts';
import { takeSlot } from './slot.ts';

/** Whose word a download is on its way by, and their name. */
export async function approverOf(
  em: EntityManager,
  { proposalId }: Pick<Download, 'proposalId'>,
): Promise<{ approver: Approver; name: string }> {
  const [row] = await em.execute<{ decided_by: string | null; decided_by_name: string | null }[]>(
    'select decided_by, decided_by_name from proposals where id = ?',
    [proposalId ?? null],
  );
  const approver = isByAutopilot(row?.decided_by ?? null) ? 'autopilot' : 'person';
  return { approver, name: row?.decided_by_name ?? 'nobody' };
}

const askAgainMs = 5 * 60_000;

/** What a person approved goes at once; autopilot keeps to its hours and its pace, and stops when it is switched off. */
export async function whyNotNow(
  { policy: read, config, now }: Pick<Services, 'policy' | 'config' | 'now'>,
  em: EntityManager,
  downloadId: number,
  approver: Approver,
): Promise<{ reason: string; until: Date } | null> {
  if (approver === 'person') return null;
  const policy = await read(em);
  const { autopilot, grabHours } = policy;
  if (autopilot === 'off') {
    return { reason: 'autopilot is off', until: new Date(now().getTime() + askAgainMs) };
  }
  const until = opensAt(grabHours, config.settings.TZ, now());
  const hours = `autopilot grabs only between ${grabHours.replace('-', ' and ')}`;
  return until ? { reason: hours, until } : await takeSlot(em, policy, downloadId, now());
}
