import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { Book } from '../library/book.entity.ts';
import { MissingBook } from '../library/missing-book.entity.ts';
import { withdrawProposals } from '../proposals/withdraw.ts';
import { wantBetter } from '../replacing/want-better.ts';
import type { Download } from './download.entity.ts';
import { claimDownload } from './find-download.ts';
import { resumeDownload, resumePoint } from './retry.ts';

type By = { platforms: readonly string[]; actor: string; now: Date };

/** Puts a stopped download beside the edition on the shelf. Throws UserError when it is not asked. */
export async function importBesideOwned(
  em: EntityManager,
  downloadId: number,
  { platforms, ...by }: By,
): Promise<{ title: string }> {
  const download = await claimAsked(em, downloadId, ['owned-edition', 'better-edition']);
  await resumeDownload(em, platforms, download, {
    status: resumePoint(download),
    detail: `${by.actor} wants both editions`,
    set: { besideOwned: true },
    ...by,
  });
  return { title: download.title };
}

/**
 * Lets what is downloaded take the place of the owned edition, without another grab. Null when nobody
 * was asked that; throws UserError when another better edition is on its way.
 */
export async function replaceByDownload(
  em: EntityManager,
  download: Download,
  { platforms, ...by }: By,
): Promise<{ title: string } | null> {
  const { id, stopReason, ownedBookId } = download;
  if (stopReason !== 'better-edition' || ownedBookId == null) return null;
  const claimed = await claimAsked(em, id, ['better-edition']);
  const book = await em.findOneOrFail(Book, ownedBookId);
  const { missing, isOnItsWay } = await wantBetter(em, book, by);
  if (isOnItsWay) {
    const text = `Another better edition of ${book.title} is on its way already.`;
    throw new UserError('conflict', text, 'Type "queue" for what is on its way.');
  }
  const reason = 'a better edition is downloaded already';
  await withdrawProposals(em, missing, { platforms, reason, now: by.now });
  if (claimed.missingBook) {
    Object.assign(claimed.missingBook, {
      downloadStatus: 'completed',
      isWanted: false,
      bookId: book.id,
    });
  }
  const replacing = await em.findOneOrFail(MissingBook, missing);
  replacing.downloadStatus = 'downloading';
  await em.flush();
  await resumeDownload(em, platforms, claimed, {
    status: resumePoint(claimed),
    detail: `${by.actor} lets it replace the edition on the shelf`,
    set: { missingBook: replacing },
    ...by,
  });
  return { title: book.title };
}

async function claimAsked(
  em: EntityManager,
  downloadId: number,
  reasons: readonly string[],
): Promise<Download> {
  const download = await claimDownload(em, downloadId);
  const { status, stopReason } = download;
  if (status === 'stopped' && reasons.includes(stopReason ?? '')) return download;
  const text = `Download ${downloadId} does not wait for that answer; it is ${status}.`;
  throw new UserError('conflict', text, 'Type "queue" for what is on its way.');
}
