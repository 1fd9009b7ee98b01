import { z } from 'zod';
import { snakeCase } from './fields.ts';

const metadata = z.object({
  figures: z.looseObject({ lastAskedAt: z.date().nullable() }),
  providers: z.array(z.looseObject({ name: z.string() })),
});

/** How well the catalogues know the library; every figure counts books. */
export function metadataFields(output: unknown) {
  const { figures, providers } = metadata.parse(output);
  const { lastAskedAt, ...counts } = figures;
  return {
    ...snakeCase(counts),
    last_updated: lastAskedAt,
    providers: snakeCase(providers),
  };
}
