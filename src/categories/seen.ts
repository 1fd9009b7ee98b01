import type { EntityManager } from '@mikro-orm/postgresql';
import { raise } from '../alerts/raise.ts';
import { categoriesChanged, type CategoryChange } from '../alerts/words/categories.ts';
import type { TrackerRow } from '../clients/mam/index.ts';
import { audiobookCategories, audiobookName } from './audiobooks.ts';

type Row = Pick<TrackerRow, 'categoryId' | 'categoryName'>;

/** Every audiobook category we know of: the listed ones, and those that rows of the site have shown. */
export async function knownCategories(em: EntityManager): Promise<Map<number, string>> {
  const rows = await em.execute<{ id: number; name: string }[]>(
    'select category_id as id, genre_name as name from genre_settings order by category_id',
  );
  const stored = rows.map(({ id, name }): [number, string] => [id, name]);
  return new Map([...audiobookCategories, ...stored]);
}

/**
 * Compares the categories of these rows with those that are known, and stores and tells what is new
 * or has another name: once, since it is known from then on.
 */
export async function noteCategories(
  em: EntityManager,
  platforms: readonly string[],
  rows: readonly Row[],
): Promise<CategoryChange[]> {
  const known = await knownCategories(em);
  const changes = changesIn(rows, known);
  const present = [...known, ...changes.map(({ id, name }): [number, string] => [id, name])];
  await em.execute(
    `insert into genre_settings (category_id, genre_name)
     select * from jsonb_to_recordset(?::jsonb) as c(id integer, name text)
     on conflict (category_id) do update set genre_name = excluded.genre_name`,
    [JSON.stringify([...new Map(present)].map(([id, name]) => ({ id, name })))],
  );
  if (changes.length > 0) {
    const key = changes.map(({ id, name }) => `${id}=${name}`).join(',');
    await raise(em, platforms, { key: `categories:${key}`, ...categoriesChanged(changes) });
  }
  return changes;
}

/** Rows of another kind of category say nothing, nor do those without a readable name of a known one. */
function changesIn(rows: readonly Row[], known: ReadonlyMap<number, string>): CategoryChange[] {
  const changes = new Map<number, CategoryChange>();
  for (const { categoryId: id, categoryName } of rows) {
    const name = categoryName === null ? null : audiobookName(categoryName);
    if (id === null || name === null || known.get(id) === name) continue;
    changes.set(id, { id, name, formerName: known.get(id) ?? null });
  }
  return [...changes.values()].sort((a, b) => a.id - b.id);
}
