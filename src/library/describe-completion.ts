import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import {
  type CompletionFilter,
  type CompletionList,
  type CompletionRow,
  listCompletion,
  type OwnedRow,
  ownedBooksOf,
} from './list-completion.ts';
import { type GapRow, listGaps } from './list-gaps.ts';

export type Completion = CompletionList & {
  show: string;
  offset: number;
  /** The one that was asked for, with its books; null for a list. */
  one: { row: CompletionRow; books: OwnedRow[]; gaps: GapRow[] } | null;
};

const mostGaps = 500;

/** The list, or everything about the one that is meant. Throws UserError when there is none of that name. */
export async function describeCompletion(
  em: EntityManager,
  table: 'series' | 'authors',
  filter: CompletionFilter,
): Promise<Completion> {
  const { show, offset } = filter;
  const list = await listCompletion(em, table, filter);
  const isOne = filter.of !== undefined && filter.of !== 'all';
  const [row] = list.rows;
  if (!isOne || list.total > 1) return { ...list, show, offset, one: null };
  if (!row) {
    const text = `Nothing of the library is called "${filter.of}".`;
    throw new UserError('not_found', text, `Type "${table}" for the list.`);
  }
  const of = table === 'series' ? { series: String(row.id) } : { authorId: row.id };
  const gaps = await listGaps(em, { ...of, limit: mostGaps, offset: 0 });
  const books = await ownedBooksOf(em, table, row.id);
  return { ...list, show, offset, one: { row, books, gaps: gaps.rows } };
}
