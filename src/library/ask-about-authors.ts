import type { EntityManager } from '@mikro-orm/postgresql';
import { raise } from '../alerts/raise.ts';
import { authorGaps } from '../alerts/words/authors.ts';

/** Tells once what is missing by owned authors, as long as nobody has said of any whether that is wanted. */
export async function askAboutAuthors(
  em: EntityManager,
  { platforms, perDay }: { platforms: readonly string[]; perDay: number },
): Promise<void> {
  const [said] = await em.execute<unknown[]>(
    `select 1 from authors where monitor_since is not null limit 1`,
  );
  if (said) return;
  const authors = await em.execute<{ id: number; name: string; missing: number }[]>(
    `select a.id, a.name, count(*)::int as missing from missing_books m join authors a on a.id = m.author_id
      where m.reason_missing = 'author_gap' and m.download_status = 'identified'
      group by a.id, a.name order by count(*) desc, a.name`,
  );
  if (authors.length === 0) return;
  await raise(em, platforms, { key: 'author-gaps', ...authorGaps(authors, perDay) });
}
