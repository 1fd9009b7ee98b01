import type { EntityManager } from '@mikro-orm/postgresql';
import type { BookScan } from './ask-everybody.ts';

type LastScan = BookScan & { scannedAt: Date };

/** What came of the last look at a book; `null` when nobody has looked at it. */
export async function lastScan(em: EntityManager, bookId: number): Promise<LastScan | null> {
  const [row] = await em.execute<{ report: BookScan; scannedAt: Date }[]>(
    'select report, scanned_at as "scannedAt" from book_scans where book_id = ?',
    [bookId],
  );
  return row ? { ...row.report, scannedAt: row.scannedAt } : null;
}

/** "2026-11-30, without tags (the file cannot be read)" */
export function describeScan({ scannedAt, silent }: LastScan): string {
  const missing = silent.map(({ source, reason }) => `${source} (${reason})`);
  const without = missing.length === 0 ? '' : `, without ${missing.join(', ')}`;
  return `${scannedAt.toISOString().slice(0, 10)}${without}`;
}
