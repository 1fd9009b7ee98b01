import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { MissingBook } from '../library/missing-book.entity.ts';
import { requestBook } from '../library/request-book.ts';
import { safePart } from '../library/safe-part.ts';
import { withdrawProposals } from '../proposals/withdraw.ts';
import { mostFolders } from '../settings/path-template.ts';
import type { Download } from './download.entity.ts';
import { recordEvent } from './events.ts';
import { claimDownload } from './find-download.ts';
import { resumeDownload, resumePoint } from './retry.ts';
import { nextStepOf } from './stops.ts';

type By = { platforms: readonly string[]; actor: string; now: Date };
export type BookChoice = {
  book?: number | undefined;
  title?: string | undefined;
  author?: string | undefined;
};

/**
 * Takes a folder or file below the folder of the category up as a download that waits for its book;
 * the one that is taken up already is answered again. Throws UserError for anything but a plain name.
 */
export async function takeUpFolder(
  em: EntityManager,
  text: string,
  { actor, now }: By,
): Promise<number> {
  const path = text.replaceAll(/^\/+|\/+$/g, '');
  const isPlain = path.split('/').every((part) => !['', '.', '..'].includes(part));
  if (!isPlain || text.startsWith('/') || text.includes('\\')) {
    const hint =
      'Type "import" for the folders that can be taken, and name one as it stands there.';
    throw new UserError('bad_input', 'That is no folder below the folder of the category.', hint);
  }
  const reason = 'matched-nothing';
  const added = await em.execute<{ id: number }[]>(
    `insert into downloads
       (title, source, status, status_reason, next_step, stop_reason, content_path, last_attempt, date_queued)
     values (?, 'Manual', 'stopped', ?, ?, ?, ?, ?, ?) on conflict do nothing returning id`,
    [
      path.split('/').at(-1),
      'nobody has said which book it is',
      nextStepOf(reason),
      reason,
      path,
      now,
      now,
    ],
  );
  const id = added[0]?.id;
  if (id === undefined) return await takenUpAs(em, path);
  await recordEvent(em, id, 'stopped', `folder taken up by ${actor}`, now);
  return id;
}

async function takenUpAs(em: EntityManager, path: string): Promise<number> {
  const rows = await em.execute<{ id: number; status: string }[]>(
    `select id, status from downloads where content_path = ? order by id desc limit 1`,
    [path],
  );
  if (rows[0]?.status === 'stopped') return rows[0].id;
  const text = `Download ${rows[0]?.id} has this folder already; it is ${rows[0]?.status}.`;
  throw new UserError('conflict', text, 'Type "queue" for what is on its way.');
}

/**
 * Says which book a stopped download is: a missing one by its number, or any by title and author. It
 * goes on to be checked and imported. Throws UserError when the download or the book is not free.
 */
export async function chooseBook(
  em: EntityManager,
  downloadId: number,
  choice: BookChoice,
  by: By,
): Promise<{ title: string }> {
  const download = await findStopped(em, downloadId);
  const missing = await findBook(em, choice, by);
  const { id, title, downloadStatus } = missing;
  if (
    ['completed', 'queued', 'downloading'].includes(downloadStatus) &&
    download.missingBook?.id !== id
  ) {
    const place = downloadStatus === 'completed' ? 'on the shelf' : 'on its way';
    throw new UserError('conflict', `"${title}" is ${place} already.`, 'Choose another book.');
  }
  await withdrawProposals(em, id, { reason: 'a folder is imported for it', ...by });
  Object.assign(missing, { downloadStatus: 'downloading', isWanted: true });
  await resumeDownload(em, by.platforms, download, {
    status: resumePoint(download),
    detail: `${by.actor} says that it is ${title}`,
    set: { missingBook: missing, title, author: missing.authorName },
    ...by,
  });
  return { title };
}

/** The chosen book, for the caller alone until the transaction ends. */
async function findBook(
  em: EntityManager,
  { book, title, author }: BookChoice,
  { actor, now }: By,
): Promise<MissingBook> {
  const requested =
    book === undefined ? await requestBook(em, { title: title ?? '', author, actor, now }) : null;
  const id = book ?? requested?.missing;
  if (requested?.kind === 'owned' || id == null) {
    const text = `"${requested?.title}" is on the shelf already.`;
    throw new UserError('conflict', text, 'Choose another book.');
  }
  await em.execute('select 1 from missing_books where id = ? for update', [id]);
  const found = await em.findOne(MissingBook, id, { refresh: true });
  if (found) return found;
  throw new UserError(
    'not_found',
    `There is no missing book ${id}.`,
    'Type "gaps" for the numbers.',
  );
}

/**
 * Puts a stopped download into another folder of the library than PATH_TEMPLATE says. Throws
 * UserError for a folder that is none or lies elsewhere.
 */
export async function chooseFolder(
  em: EntityManager,
  downloadId: number,
  folder: string,
  by: By,
): Promise<{ title: string }> {
  const download = await findStopped(em, downloadId);
  if (!download.missingBook && !download.release) {
    throw new UserError('bad_input', 'Which book is it?', `import download:${downloadId}`);
  }
  const parts = folder.split('/').map((part) => part.trim());
  const bad = parts.find((part) => part === '' || safePart(part) !== part);
  if (bad !== undefined || parts.length > mostFolders) {
    const hint = `Name up to ${mostFolders} folders below the library, such as "Author/Series/Title".`;
    const text =
      bad === undefined ? 'That is too deep.' : `"${bad}" cannot be the name of a folder.`;
    throw new UserError('bad_input', text, hint);
  }
  const libraryFolder = parts.join('/');
  await resumeDownload(em, by.platforms, download, {
    status: resumePoint(download),
    detail: `${by.actor} chose the folder ${libraryFolder}`,
    set: { libraryFolder },
    ...by,
  });
  return { title: download.title };
}

async function findStopped(em: EntityManager, downloadId: number): Promise<Download> {
  const download = await claimDownload(em, downloadId);
  if (download.status === 'stopped') return download;
  const text = `Download ${downloadId} is ${download.status}.`;
  throw new UserError('conflict', text, 'Only a stopped download can be told what to do.');
}
