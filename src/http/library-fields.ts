import { z } from 'zod';

const duplicates = z.object({
  duplicates: z.object({
    rows: z.array(
      z.object({
        kind: z.string(),
        title: z.string(),
        author: z.string(),
        books: z.array(z.number()),
        better: z.number().nullable(),
        why: z.string(),
        proposal: z.string(),
      }),
    ),
    total: z.number(),
  }),
});

/** Works that stand on the shelf more than once; `better` is the number of a book, null when none is. */
export function duplicatesFields(output: unknown) {
  const { rows, total } = duplicates.parse(output).duplicates;
  return { duplicates: rows, total };
}

const quality = z.object({
  quality: z.object({
    averageScore: z.number().nullable(),
    evaluated: z.number(),
    unknown: z.number(),
    belowThreshold: z.number(),
    replacementCandidates: z.number(),
  }),
});

/** The editions on the shelf; without a known bitrate a book is not evaluated. */
export function qualityFields(output: unknown) {
  const { quality: found } = quality.parse(output);
  return {
    quality_score_average: found.averageScore,
    books_evaluated: found.evaluated,
    books_unknown: found.unknown,
    books_below_quality_threshold: found.belowThreshold,
    replacement_candidates: found.replacementCandidates,
  };
}
