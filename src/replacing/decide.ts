import type { EntityManager } from '@mikro-orm/postgresql';
import { claimDownload } from '../downloads/find-download.ts';
import { resumeDownload } from '../downloads/retry.ts';
import { UserError } from '../errors.ts';
import { requestRun } from '../job/requests.ts';
import { findReplacement, type Replacement, step } from './rows.ts';
import type { UndoPosition } from './undo-position.ts';

type By = { actor: string; now: Date };

/**
 * A person has seen that the new edition is another recording and wants it: positions stay as they
 * are in seconds, or their own moves to the same share. Throws UserError when nobody asked that.
 */
export async function agreeToOther(
  em: EntityManager,
  platforms: readonly string[],
  { downloadId, position }: { downloadId: number; position: 'keep' | 'scale' },
  { actor, now }: By,
): Promise<{ title: string }> {
  const download = await claimDownload(em, downloadId);
  if (download.status !== 'stopped' || download.stopReason !== 'other-recording') {
    const text = `Download ${downloadId} does not wait for that answer; it is ${download.status}.`;
    throw new UserError('conflict', text, 'Type "queue" for what is on its way.');
  }
  const how = position === 'scale' ? 'and moves their position' : 'and keeps every position';
  await resumeDownload(em, platforms, download, {
    status: 'importing',
    detail: `${actor} replaces the old edition all the same ${how}`,
    set: { replacePosition: position },
    actor,
    now,
  });
  return { title: download.title };
}

/** Has the old edition put back. Throws UserError when it is not there to be put back. */
export async function undoReplacement(
  em: EntityManager,
  { id, position }: { id: number; position: UndoPosition | null },
  by: By,
): Promise<{ title: string }> {
  const row = await kept(em, id);
  if (row.status === 'undone') {
    const text = `The replacement of ${row.title} is undone already.`;
    throw new UserError('already_decided', text, 'Type "replace" for what the restore area holds.');
  }
  // Beside the old one's own place, which becomes empty: both names are of this replacement alone.
  const aside = row.asidePath.replace(/\/(?=[^/]*$)/, '/undone/');
  await em.execute(
    `update replacements set undo_aside_path = ?, undo_position = ?, undo_seconds = null, decided_by = ?
      where id = ?`,
    [aside, position, by.actor, id],
  );
  await goOn(em, row, 'undoing', by);
  return { title: row.title };
}

/** Has what the restore area keeps of a replacement removed. */
export async function removeFromRestore(
  em: EntityManager,
  id: number,
  by: By,
): Promise<{ title: string; sizeBytes: number }> {
  const row = await kept(em, id);
  await em.execute('update replacements set decided_by = ? where id = ?', [by.actor, id]);
  await goOn(em, row, 'removing', by);
  return row;
}

/** Keeps it; nobody is asked again. */
export async function keepInRestore(
  em: EntityManager,
  id: number,
  { actor, now }: By,
): Promise<{ title: string; sizeBytes: number }> {
  const row = await kept(em, id);
  await em.execute(
    'update replacements set asked_at = coalesce(asked_at, ?), decided_by = ? where id = ?',
    [now, actor, id],
  );
  return row;
}

async function kept(em: EntityManager, id: number): Promise<Replacement> {
  const row = await findReplacement(em, id);
  if (row?.status === 'replaced' || row?.status === 'undone') return row;
  const text = row
    ? `Replacement ${id} of ${row.title} is ${row.status.replaceAll('_', ' ')}.`
    : `There is no replacement ${id}.`;
  throw new UserError(row ? 'conflict' : 'not_found', text, 'Type "replace" for what there is.');
}

/** The `downloads` job alone moves files, one run at a time. */
async function goOn(
  em: EntityManager,
  { id, status }: Replacement,
  to: 'undoing' | 'removing',
  { actor, now }: By,
): Promise<void> {
  await step(em, id, status, to);
  await requestRun(em, { job: 'downloads', cause: 'event', actor, input: {}, now });
}
