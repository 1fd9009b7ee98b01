import type { EntityManager } from '@mikro-orm/postgresql';
import type { Listening, SeriesPlace } from '../clients/audiobookshelf/index.ts';
import { replaceTempName } from '../importing/temp-folders.ts';
import { storableJson } from '../storable.ts';
import type { UndoPosition } from './undo-position.ts';

/** What the library says of a book, to be said of it afterwards as well. */
export type KeptMetadata = {
  title: string;
  subtitle: string | null;
  authors: string[];
  narrators: string[];
  series: SeriesPlace[];
  genres: string[];
  publishedYear: number | null;
  publisher: string | null;
  description: string | null;
  isbn: string | null;
  asin: string | null;
  language: string | null;
};

export type Before = {
  metadata: KeptMetadata;
  listening: Listening;
  durationSeconds: number | null;
};

/** `swapping`: files are about to change places; `backing_out`: they are about to change back. */
export type ReplacementStatus =
  | 'swapping'
  | 'swapped'
  | 'backing_out'
  | 'backed_out'
  | 'replaced'
  | 'undoing'
  | 'undone'
  | 'removing'
  | 'removed';

/** One edition on its way into the place of another, or there. */
export type Replacement = {
  id: number;
  bookId: number | null;
  downloadId: number;
  title: string;
  itemId: string;
  place: string;
  isFile: boolean;
  nextPath: string;
  asidePath: string;
  undoAsidePath: string | null;
  /** What a person wants of a position that went on since it was moved. */
  undoPosition: UndoPosition | null;
  /** Where the position goes with the undo, once that is settled. */
  undoSeconds: number | null;
  status: ReplacementStatus;
  before: Before;
  /** Of the new edition; empty when unknown. */
  narrators: string[];
  /** New length by old one, when positions are moved; null when they stay. */
  scale: number | null;
  sizeBytes: number;
  reason: string | null;
  replacedAt: Date | null;
  undoneAt: Date | null;
};

/** One that is about to begin. */
export type NewReplacement = Omit<
  Replacement,
  | 'id'
  | 'status'
  | 'undoAsidePath'
  | 'undoPosition'
  | 'undoSeconds'
  | 'reason'
  | 'replacedAt'
  | 'undoneAt'
>;

const columns = `id, book_id as "bookId", download_id as "downloadId", title, item_id as "itemId", place,
  is_file as "isFile", next_path as "nextPath", aside_path as "asidePath", undo_aside_path as "undoAsidePath",
  undo_position as "undoPosition", undo_seconds as "undoSeconds",
  status, before, narrators, scale, size_bytes::float8 as "sizeBytes", reason, replaced_at as "replacedAt",
  undone_at as "undoneAt"`;

/** States in which files are between two places, or the library was not asked yet. */
export const movingStatuses = [
  'swapping',
  'swapped',
  'backing_out',
  'undoing',
  'removing',
] as const;

export async function movingReplacements(em: EntityManager): Promise<Replacement[]> {
  return await em.execute<Replacement[]>(
    `select ${columns} from replacements where status in (?) order by id`,
    [[...movingStatuses]],
  );
}

/** Hidden folders in which an edition waits for its swap. */
export async function neededFolders(em: EntityManager): Promise<ReadonlySet<string>> {
  const rows = await movingReplacements(em);
  return new Set(rows.map(({ downloadId }) => replaceTempName(downloadId)));
}

export async function replacementOf(
  em: EntityManager,
  downloadId: number,
): Promise<Replacement | null> {
  const rows = await em.execute<Replacement[]>(
    `select ${columns} from replacements where download_id = ?`,
    [downloadId],
  );
  return rows[0] ?? null;
}

export async function findReplacement(em: EntityManager, id: number): Promise<Replacement | null> {
  const rows = await em.execute<Replacement[]>(
    `select ${columns} from replacements where id = ? for update`,
    [id],
  );
  return rows[0] ?? null;
}

/** Replacements whose old or new edition is kept in the restore area, the oldest first. */
export async function keptReplacements(em: EntityManager): Promise<Replacement[]> {
  return await em.execute<Replacement[]>(
    `select ${columns} from replacements where status in ('replaced', 'undone') order by id`,
  );
}

/** Writes down what is about to be swapped; one that was backed out of is begun anew. */
export async function beginSwap(em: EntityManager, row: NewReplacement, now: Date): Promise<void> {
  await em.execute(
    `insert into replacements (book_id, download_id, title, item_id, place, is_file, next_path, aside_path,
            status, before, narrators, scale, size_bytes, created_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, 'swapping', ?::jsonb, ?::jsonb, ?, ?, ?)
     on conflict (download_id) do update set
            place = excluded.place, is_file = excluded.is_file, next_path = excluded.next_path,
            aside_path = excluded.aside_path, status = 'swapping', before = excluded.before,
            narrators = excluded.narrators, scale = excluded.scale, size_bytes = excluded.size_bytes,
            item_id = excluded.item_id, reason = null
      where replacements.status = 'backed_out'`,
    [
      row.bookId,
      row.downloadId,
      row.title,
      row.itemId,
      row.place,
      row.isFile,
      row.nextPath,
      row.asidePath,
      storableJson(row.before),
      storableJson(row.narrators),
      row.scale,
      row.sizeBytes,
      now,
    ],
  );
}

/** Goes from one state to the next; false when it is in another one. */
export async function step(
  em: EntityManager,
  id: number,
  from: ReplacementStatus,
  to: ReplacementStatus,
  reason: string | null = null,
): Promise<boolean> {
  const { affectedRows } = await em.execute<{ affectedRows: number }>(
    'update replacements set status = ?, reason = coalesce(?, reason) where id = ? and status = ?',
    [to, reason, id, from],
    'run',
  );
  return affectedRows === 1;
}
