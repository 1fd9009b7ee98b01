import { ExternalError } from '../../errors.ts';
import type { Api } from './api.ts';
import { type LibraryItem, parseLibraryItem } from './library-item.ts';
import * as schema from './schema.ts';

const pageSize = 100;
/** A book of 200 files takes about 1 MB in the expanded form, a batch of 100 could take 100 MB. */
const batchSize = 25;
const batchMaxBytes = 128 * 1024 * 1024;

export type LibraryReading = {
  items: LibraryItem[];
  /** What the server said it has, at the last page. */
  total: number;
  /**
   * False when ids came twice, rows are missing or the total changed on the way: then a book that
   * is not among the items and the unreadable rows may still be in the library.
   */
  isComplete: boolean;
  /** Rows that could not be read, by what could be read of them. */
  unreadable: UnreadableRow[];
};

export type UnreadableRow = { id: string | null; title: string | null };

/** Told after each page: items read so far and the total the server speaks of. */
export type OnPage = (done: number, total: number) => void;

type Page = { page: number; limit: number; order: 'oldest' | 'newest' };

/** Asks for one page of a listing in the server's short form; `newest` sorts the last added first. */
function listing(libraryId: string, { page, limit, order }: Page) {
  return {
    path: `api/libraries/${encodeURIComponent(libraryId)}/items`,
    query: {
      limit: String(limit),
      page: String(page),
      sort: 'addedAt',
      ...(order === 'newest' ? { desc: '1' } : {}),
    },
  };
}

/** Such a page, by what tells where each item is. */
export async function listRefs(api: Api, libraryId: string, page: Page) {
  const answer = await api.json(listing(libraryId, page), schema.page);
  const rows = answer.results.map((row) => ({ row, ref: schema.itemRef.safeParse(row).data }));
  const refs = rows.flatMap(({ ref }) => ref ?? []);
  const unreadable = rows.filter(({ ref }) => !ref).map(({ row }) => whatIsRead(row));
  return { refs, unreadable, rowCount: answer.results.length, total: answer.total };
}

/** Reads every item of a library once; an error on any page throws, so there is no half list. */
export async function readLibrary(
  api: Api,
  libraryId: string,
  onPage?: OnPage,
): Promise<LibraryReading> {
  const ids = new Set<string>();
  const items = new Map<string, LibraryItem>();
  const totals = new Set<number>();
  const unreadable: UnreadableRow[] = [];
  let rowCount = 0;
  for (let page = 0; ; page++) {
    const listed = await listRefs(api, libraryId, { page, limit: pageSize, order: 'oldest' });
    totals.add(listed.total);
    rowCount += listed.rowCount;
    unreadable.push(...listed.unreadable);
    const fresh = listed.refs.map((ref) => ref.id).filter((id) => !ids.has(id));
    for (const id of fresh) ids.add(id);
    const read = await fetchItems(api, fresh);
    unreadable.push(...read.unreadable);
    for (const item of read.items) items.set(item.id, item);
    onPage?.(items.size, listed.total);
    if (rowCount < listed.total && fresh.length > 0) continue;
    const isComplete =
      totals.size === 1 &&
      rowCount === listed.total &&
      items.size + unreadable.length === listed.total;
    return { items: [...items.values()], total: listed.total, isComplete, unreadable };
  }
}

/** The items added last, newest first, with full data; rows that cannot be read are left out. */
export async function newestItems(
  api: Api,
  libraryId: string,
  limit: number,
): Promise<LibraryItem[]> {
  // The server takes a limit of 0 for "all".
  if (limit < 1) return [];
  const { refs } = await listRefs(api, libraryId, { page: 0, limit, order: 'newest' });
  const ids = refs.map((ref) => ref.id);
  return (await fetchItems(api, ids)).items;
}

/** Of the items added last, newest first, what shows whether one is new or was changed. */
export async function newestMarks(
  api: Api,
  libraryId: string,
  limit: number,
): Promise<schema.ItemMark[]> {
  if (limit < 1) return [];
  const page = { page: 0, limit, order: 'newest' } as const;
  return (await api.json(listing(libraryId, page), schema.marksPage)).results;
}

/** Full data of one item, null when there is none. */
export async function item(api: Api, id: string): Promise<LibraryItem | null> {
  const path = `api/items/${encodeURIComponent(id)}`;
  const row = await api.jsonIfFound({ path, query: { expanded: '1' } }, schema.itemAnswer);
  if (row === null) return null;
  const parsed = parseLibraryItem(row);
  if (parsed !== null) return parsed;
  throw new ExternalError('audiobookshelf', 'unexpected', `audiobookshelf sent ${path} unreadable`);
}

/** Full data of these items in their order, without those that vanished or cannot be read. */
async function fetchItems(api: Api, ids: string[]) {
  const items = new Map<string, LibraryItem>();
  const unreadable: UnreadableRow[] = [];
  for (let start = 0; start < ids.length; start += batchSize) {
    const answer = await api.json(
      {
        method: 'POST',
        path: 'api/items/batch/get',
        json: { libraryItemIds: ids.slice(start, start + batchSize) },
        maxBytes: batchMaxBytes,
      },
      schema.batch,
    );
    for (const row of answer.libraryItems) {
      const item = parseLibraryItem(row);
      if (item === null) unreadable.push(whatIsRead(row));
      else items.set(item.id, item);
    }
  }
  return { items: ids.flatMap((id) => items.get(id) ?? []), unreadable };
}

function whatIsRead(row: unknown): UnreadableRow {
  return schema.unreadableRow.parse(row);
}
