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
/** A missing book by its number, or any by title and author. */
export type BookChoice = {
  number?: number | undefined;
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
 * Says of a stopped download which book it is, or into which folder of the library it goes instead of
 * PATH_TEMPLATE's, and lets it go on. Throws UserError when download, book or folder cannot be that.
 */
export async function decideImport(
  em: EntityManager,
  downloadId: number,
  { book, folder }: { book: BookChoice | null; folder: string | null },
  by: By,
): Promise<{ title: string }> {
  const download = await claimDownload(em, downloadId);
  if (download.status !== 'stopped') {
    const text = `Download ${downloadId} is ${download.status}.`;
    throw new UserError('conflict', text, 'Only a stopped download can be told what to do.');
  }
  if (!book && !download.missingBook && !download.release) {
    throw new UserError('bad_input', 'Which book is it?', `import download:${downloadId}`);
  }
  const chosen = book ? await assignBook(em, download, book, by) : null;
  const placed = folder === null ? {} : { libraryFolder: readFolder(folder) };
  const said = [
    ...(chosen ? [`that it is ${chosen.title}`] : []),
    ...(placed.libraryFolder ? [`that it goes into ${placed.libraryFolder}`] : []),
  ];
  await resumeDownload(em, by.platforms, download, {
    status: resumePoint(download),
    detail: `${by.actor} says ${said.join(' and ')}`,
    set: { ...chosen, ...placed },
    ...by,
  });
  return { title: chosen?.title ?? download.title };
}

type Assigned = Pick<Download, 'title'> & Partial<Download>;

/** Takes the book for this download, so that nothing else brings it; one on the shelf is compared at the import. */
async function assignBook(
  em: EntityManager,
  download: Download,
  choice: BookChoice,
  by: By,
): Promise<Assigned> {
  const missing = await findBook(em, choice, by);
  const { missingBook: before } = download;
  if ('ownedBookId' in missing) {
    if (before) before.downloadStatus = 'identified';
    await em.flush();
    return { ...missing, missingBook: null };
  }
  if (before?.id !== missing.id) {
    if (missing.downloadStatus === 'queued' || missing.downloadStatus === 'downloading') {
      const text = `"${missing.title}" is on its way already.`;
      throw new UserError('conflict', text, 'Choose another book.');
    }
    if (before) before.downloadStatus = 'identified';
  }
  await withdrawProposals(em, missing.id, { reason: 'a folder is imported for it', ...by });
  missing.downloadStatus = 'downloading';
  await em.flush();
  return {
    missingBook: missing,
    ownedBookId: null,
    title: missing.title,
    author: missing.authorName,
  };
}

/** The chosen book, a missing one for the caller alone until the transaction ends. */
async function findBook(
  em: EntityManager,
  { number, title = '', author }: BookChoice,
  { actor, now }: By,
): Promise<MissingBook | { ownedBookId: number; title: string }> {
  if (number !== undefined && !(await em.findOne(MissingBook, number))) {
    const text = `There is no missing book ${number}.`;
    throw new UserError('not_found', text, 'Type "gaps" for the numbers.');
  }
  const named = number === undefined ? { title, author } : { title: String(number) };
  const requested = await requestBook(em, { ...named, actor, now });
  if (requested.book !== null) return { ownedBookId: requested.book, title: requested.title };
  if (requested.kind === 'owned' || requested.missing === null) {
    const text = `"${requested.title}" is on the shelf already.`;
    throw new UserError('conflict', text, 'Choose another book.');
  }
  await em.execute('select 1 from missing_books where id = ? for update', [requested.missing]);
  return await em.findOneOrFail(MissingBook, requested.missing, { refresh: true });
}

function readFolder(text: string): string {
  const parts = text.split('/').map((part) => part.trim());
  const bad = parts.find((part) => part === '' || safePart(part) !== part);
  if (bad === undefined && parts.length <= mostFolders) return parts.join('/');
  throw new UserError(
    'bad_input',
    bad === undefined ? 'That is too deep.' : `"${bad}" cannot be the name of a folder.`,
    `Name up to ${mostFolders} folders below the library, such as "Author/Series/Title".`,
  );
}
