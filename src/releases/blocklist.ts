import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { blockRelease } from './save.ts';

export type BlockedRow = {
  trackerId: string;
  source: string;
  title: string;
  reason: string;
  by: string;
  at: Date;
};

/** The releases that are never taken, the newest entry first. */
export async function listBlocked(
  em: EntityManager,
  page: { limit: number; offset: number },
): Promise<{ rows: BlockedRow[]; total: number }> {
  const rows = await em.execute<BlockedRow[]>(
    `select tracker_id as "trackerId", source, title, reason, created_by as by, created_at as at
       from blocklist order by id desc limit ? offset ?`,
    [page.limit, page.offset],
  );
  const [count] = await em.execute<{ total: number }[]>('select count(*) as total from blocklist');
  return { rows, total: count?.total ?? 0 };
}

/** Blocks a release of the tracker by its id, known here or not. */
export async function addBlocked(
  em: EntityManager,
  block: { trackerId: string; reason: string; actor: string },
): Promise<void> {
  const { trackerId, reason, actor } = block;
  const [known] = await em.execute<{ title: string }[]>(
    `select title from releases where source = 'mam' and tracker_id = ?`,
    [trackerId],
  );
  const release = { source: 'mam', trackerId, title: known?.title ?? '' };
  await blockRelease(em, release, { actor, reason, missingBookId: null });
}

/** Lets a release be taken again; throws UserError when it was not blocked. */
export async function removeBlocked(em: EntityManager, trackerId: string): Promise<void> {
  const { affectedRows } = await em.execute<{ affectedRows: number }>(
    `delete from blocklist where source = 'mam' and tracker_id = ?`,
    [trackerId],
    'run',
  );
  if (affectedRows > 0) return;
  const text = `The release ${trackerId} is not on the blocklist.`;
  throw new UserError('not_found', text, 'Type "blocklist" for what is.');
}
