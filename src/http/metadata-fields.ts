import { z } from 'zod';
import { snakeCase } from './fields.ts';

const metadata = z.object({
  figures: z.looseObject({
    high: z.number(),
    medium: z.number(),
    low: z.number(),
    lastAskedAt: z.date().nullable(),
  }),
  providers: z.array(z.looseObject({ name: z.string() })),
});

/** How well the catalogues know the library; every figure counts books. */
export function metadataFields(output: unknown) {
  const { figures, providers } = metadata.parse(output);
  const { high, medium, low, lastAskedAt, ...counts } = figures;
  return {
    ...snakeCase(counts),
    high_confidence: high,
    medium_confidence: medium,
    low_confidence: low,
    last_updated: lastAskedAt,
    providers: snakeCase(providers),
  };
}
