import { z } from 'zod';

const status = z.object({
  counts: z.object({
    books: z.object({ active: z.number(), archived: z.number(), duplicates: z.number() }),
    series: z.number(),
    authors: z.number(),
    downloads: z.record(z.string(), z.number()),
    failedAttempts: z.number(),
  }),
});

/** How much there is of everything, under the names of older tools. */
export function countsFields(output: unknown) {
  const { books, series, authors, downloads, failedAttempts } = status.parse(output).counts;
  return {
    books: {
      total_active: books.active,
      archived: books.archived,
      duplicates: books.duplicates,
      grand_total: books.active + books.archived + books.duplicates,
    },
    series: { total: series },
    authors: { total: authors },
    downloads: {
      total: Object.values(downloads).reduce((sum, count) => sum + count, 0),
      queued: downloads['queued'] ?? 0,
      completed: downloads['completed'] ?? 0,
      failed: downloads['failed'] ?? 0,
    },
    failed_attempts: { total: failedAttempts },
  };
}

/** Downloads by their state. */
export function downloadStatsFields(output: unknown) {
  return { status_breakdown: status.parse(output).counts.downloads };
}
