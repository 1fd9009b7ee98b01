import type { EntityManager } from '@mikro-orm/postgresql';
import { raise } from '../alerts/raise.ts';
import { firstScan } from '../alerts/words/library.ts';

/** Tells once, after the first scan that found gaps, how many there are and asks where to start. */
export async function announceFirstScan(
  em: EntityManager,
  platforms: readonly string[],
): Promise<void> {
  const series = await em.execute<{ id: number; name: string; missing: number }[]>(
    `select s.id, s.name, count(*) as missing
       from missing_books m join series s on s.id = m.series_id
      where m.download_status = 'identified' group by s.id, s.name order by count(*) desc, s.name`,
  );
  if (series.length === 0) return;
  const gaps = series.reduce((sum, one) => sum + one.missing, 0);
  await raise(em, platforms, { key: 'first-scan', ...firstScan(gaps, series) });
}
