import { raise } from '../alerts/raise.ts';
import { replaced, undone, undoWouldMove } from '../alerts/words/replacing.ts';
import { notRemoved, notUndone, swapStuck } from '../alerts/words/replacing-refused.ts';
import type { LibraryItem } from '../clients/audiobookshelf/index.ts';
import type { FollowServices } from '../downloads/follow.ts';
import { Download } from '../downloads/download.entity.ts';
import { moveDownload } from '../downloads/move.ts';
import { inFlightStatuses } from '../downloads/states.ts';
import { stopDownload } from '../downloads/stop.ts';
import { saveItems } from '../library/save-items.ts';
import { editionFiles } from './edition-files.ts';
import { type Replacement, step } from './rows.ts';
import type { UndoPlan } from './undo-position.ts';

/** The new edition stands in its place, everything was looked at: download, book and message at once. */
export async function finishReplaced(
  services: FollowServices,
  row: Replacement,
  item: LibraryItem | null,
): Promise<void> {
  const { platforms, now } = services;
  await services.em().transactional(async (em) => {
    if (!(await step(em, row.id, 'swapped', 'replaced'))) return;
    await em.execute('update replacements set replaced_at = ? where id = ?', [now(), row.id]);
    if (item) await saveItems(em, [item], now());
    await em.execute(`update books set duplicate_status = 'none' where id = ?`, [row.bookId]);
    const set = {
      dateCompleted: now(),
      bookId: row.bookId,
      absItemId: row.itemId,
      libraryPath: row.place,
      absImportStatus: 'imported',
    };
    const detail = 'replaced the old edition';
    const from = [...inFlightStatuses, 'stopped'] as const;
    const move = { status: 'completed', from, detail, set } as const;
    const download = await moveDownload(em, platforms, row.downloadId, move, now());
    if (download.missingBook) {
      Object.assign(download.missingBook, { downloadStatus: 'completed', isWanted: false });
      await em.flush();
    }
    await raise(em, platforms, { key: `replaced:${row.id}`, ...replaced(row, item) });
  });
}

/** The old edition stands where it stood; the download stops with the reason. */
export async function finishBackOut(services: FollowServices, row: Replacement): Promise<void> {
  const download = await services.em().findOneOrFail(Download, row.downloadId);
  const reason = row.reason ?? 'the swap did not succeed';
  const isMount = reason.includes('another mount');
  await services.em().transactional(async (em) => {
    if (!(await step(em, row.id, 'backing_out', 'backed_out'))) return;
    const inside = { ...services, em: () => em };
    const text = `${reason}; the old edition is back in its place`;
    await stopDownload(inside, download, isMount ? 'restore-elsewhere' : 'not-replaceable', text);
  });
}

/** Nothing was undone: what was listened to since would be lost, so a person is asked first. */
export async function askBeforeUndo(
  services: FollowServices,
  row: Replacement,
  { ask }: Extract<UndoPlan, { ask: unknown }>,
): Promise<void> {
  const { platforms, now } = services;
  await services.em().transactional(async (em) => {
    if (!(await step(em, row.id, 'undoing', 'replaced'))) return;
    const key = `undo-position:${row.id}:${now().getTime()}`;
    await raise(em, platforms, { key, ...undoWouldMove(row, ask) });
  });
}

/** The old edition is back by a person's wish; what did not come back with it is said. */
export async function finishUndone(
  services: FollowServices,
  row: Replacement,
  item: LibraryItem | null,
  lost: readonly string[],
): Promise<void> {
  const { platforms, now } = services;
  const kept = await editionFiles(row.undoAsidePath ?? row.asidePath);
  const keptBytes = 'refused' in kept ? 0 : kept.sizeBytes;
  await services.em().transactional(async (em) => {
    if (!(await step(em, row.id, 'undoing', 'undone'))) return;
    await em.execute(
      'update replacements set undone_at = ?, size_bytes = ?, asked_at = null where id = ?',
      [now(), keptBytes, row.id],
    );
    if (item) await saveItems(em, [item], now());
    await raise(em, platforms, { key: `replacement-undone:${row.id}`, ...undone(row, lost) });
  });
}

/** Nothing was undone: the disk refused, and the new edition stands where it stood. */
export async function refuseUndo(
  services: FollowServices,
  row: Replacement,
  reason: string,
): Promise<void> {
  const { platforms, now } = services;
  await services.em().transactional(async (em) => {
    if (!(await step(em, row.id, 'undoing', 'replaced', reason))) return;
    const key = `undo-refused:${row.id}:${now().getTime()}`;
    await raise(em, platforms, { key, ...notUndone(row, reason) });
  });
}

/** The kept edition stays where it is, and a person is told why. */
export async function refuseRemoval(
  services: FollowServices,
  row: Replacement,
  reason: string,
): Promise<void> {
  const { platforms, now } = services;
  await services.em().transactional(async (em) => {
    const rest = row.undoneAt ? 'undone' : 'replaced';
    if (!(await step(em, row.id, 'removing', rest, `not removed: ${reason}`))) return;
    const key = `removal-refused:${row.id}:${now().getTime()}`;
    await raise(em, platforms, { key, ...notRemoved(row, reason) });
  });
}

/** Says once a day that neither edition can be put into the place; the next run tries again. */
export async function tellStuck(
  { em, platforms, now, log }: FollowServices,
  row: Replacement,
  reason: string,
): Promise<void> {
  log.warn({ replacement: row.id, reason }, 'a replacement is stuck');
  const key = `swap-stuck:${row.id}:${now().toISOString().slice(0, 10)}`;
  await em().transactional((inner) => raise(inner, platforms, { key, ...swapStuck(row, reason) }));
}
