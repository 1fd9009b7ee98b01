import type { EntityManager } from '@mikro-orm/postgresql';
import type { JobInfo } from '../services.ts';

export type Suggestion = { label: string; value: string };

const most = 25;

const queries: Readonly<Record<string, string>> = {
  series: `select name as label from series where books_owned > 0 and name ilike ? order by books_missing desc nulls last, name`,
  author: `select name as label from authors where audiobooks_owned > 0 and name ilike ? order by name`,
  title: `select title as label from missing_books where download_status = 'identified' and replaces_book_id is null and title ilike ? order by title`,
  text: `select title as label from books where status = 'active' and title ilike ? order by title`,
};

/** What a person may mean by the letters typed so far into an option; empty for options nobody can guess. */
export async function suggest(
  em: EntityManager,
  jobs: readonly JobInfo[],
  { field, text }: { field: string; text: string },
): Promise<Suggestion[]> {
  if (field === 'job') {
    const names = jobs.map((job) => job.name).filter((name) => name.includes(text.toLowerCase()));
    return names.slice(0, most).map((name) => ({ label: name, value: name }));
  }
  const query = queries[field];
  if (!query) return [];
  const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const rows = await em.execute<{ label: string }[]>(`${query} limit ${most}`, [pattern]);
  return rows.map(({ label }) => ({ label, value: label }));
}
