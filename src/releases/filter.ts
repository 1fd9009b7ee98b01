import { z } from 'zod';
import { languageCode } from '../library/language.ts';
import { foldName, foldSeries } from '../library/text.ts';
import { countedKbps } from './bitrate.ts';
import type { CostClass } from './cost.ts';
import type { Release } from './facts.ts';

const gbBytes = 1e9;
const words = (what: string) => z.string().max(200).optional().describe(what);

/** The options by which a list of releases is narrowed and ordered; the same wherever there is one. */
export const listOptions = {
  narrator: words('only readings by this person'),
  series: words('only releases of this series'),
  language: z
    .string()
    .max(40)
    .optional()
    .describe('only this language, such as en; any: every one'),
  format: z.string().max(10).optional().describe('only this format, such as m4b'),
  bitrate: z.number().min(0).optional().describe('least kbps'),
  size: z.number().min(0).optional().describe('most GB'),
  category: words("the site's category by name or number, such as Fantasy"),
  free_only: z.boolean().default(false).describe('only what costs no ratio'),
  sort: z
    .enum(['ranked', 'bitrate', 'size', 'seeders', 'snatches', 'newest'])
    .default('ranked')
    .describe('ranked: as the bot would choose'),
  limit: z.int().min(1).max(500).default(10),
  offset: z.int().min(0).default(0),
};

export type ListOptions = z.output<z.ZodObject<typeof listOptions>> & {
  author?: string | undefined;
};

type Row = { release: Release; costClass: CostClass };

/** What of a list was asked for, in the order asked for; an unknown value passes no filter. */
export function narrow<One extends Row>(rows: readonly One[], options: ListOptions): One[] {
  const passing = rows.filter((row) => passes(row, options));
  const key = sortKeys[options.sort];
  if (!key) return passing;
  return passing.toSorted((a, b) => (key(b.release) ?? -1) - (key(a.release) ?? -1));
}

const sortKeys: Record<ListOptions['sort'], ((release: Release) => number | null) | null> = {
  ranked: null,
  bitrate: countedKbps,
  size: ({ sizeBytes }) => sizeBytes,
  seeders: ({ seeders }) => seeders,
  snatches: ({ snatches }) => snatches,
  newest: ({ addedAt }) => addedAt?.getTime() ?? null,
};

function passes({ release, costClass }: Row, options: ListOptions): boolean {
  const { language, format, bitrate, size } = options;
  const series = release.series.map(({ name }) => name);
  return (
    (language === undefined || release.language === languageCode(language)) &&
    (format === undefined || release.fileTypes.includes(format.trim().toLowerCase())) &&
    (bitrate === undefined || (countedKbps(release) ?? -1) >= bitrate) &&
    (size === undefined || (release.sizeBytes ?? Infinity) <= size * gbBytes) &&
    (!options.free_only || costClass !== 'paid') &&
    holds(release.narrators, options.narrator, foldName) &&
    holds(release.authors, options.author, foldName) &&
    holds(series, options.series, foldSeries)
  );
}

function holds(
  names: readonly string[],
  wanted: string | undefined,
  fold: (text: string) => string,
): boolean {
  const part = fold(wanted ?? '');
  return part === '' || names.some((name) => fold(name).includes(part));
}
