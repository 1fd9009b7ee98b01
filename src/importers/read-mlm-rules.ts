import { parse } from 'smol-toml';
import { z } from 'zod';

/** A rule of MLM that has a setting here, under the name of that setting. */
export type ReadRules = {
  settings: { name: string; value: string; from: string }[];
  /** Lines for a person: what goes into `.env`, and what is not set up by settings here. */
  byHand: string[];
  /** Parts of the file without a home here, and why. */
  left: { what: string; count: number; why: string }[];
};

const number = z.number().nonnegative().optional().catch(undefined);
const text = z.string().optional().catch(undefined);
const tables = z.array(z.record(z.string(), z.unknown())).catch([]).default([]);
const config = z.looseObject({
  mam_id: text,
  min_ratio: number,
  unsat_buffer: number,
  audio_types: z.array(z.string()).catch([]).default([]),
  search: z.looseObject({ wedge_over: text }).catch({}).default({}),
  audiobookshelf: z.looseObject({ url: text }).optional().catch(undefined),
  qbittorrent: z
    .array(
      z.looseObject({
        url: text,
        path_mapping: z.record(z.string(), z.string()).catch({}).default({}),
      }),
    )
    .catch([])
    .default([]),
  library: tables,
  autograb: tables,
  snatchlist: tables,
  tag: tables,
  notion_list: tables,
});
type MlmConfig = z.output<typeof config>;

const whyLeft = {
  autograb: 'books are searched for by name, not by saved searches; AUTOPILOT says what is grabbed',
  snatchlist: 'what qBittorrent has is adopted, with no list of the site',
  tag: 'there is one category, QB_CATEGORY, and the tags are fixed',
  notion_list: 'Notion is not asked; export the list and bring it by "wishlist import"',
} as const;

/** The rules in a configuration of MLM; null when it is none. */
export function readMlmRules(source: string): ReadRules | null {
  const parsed = config.safeParse(parsedToml(source)).data;
  const isMlm = /^\s*(?:mam_id\s*=|\[\[\w+\]\]|unsat_buffer\s*=|min_ratio\s*=)/m.test(source);
  if (!parsed || !isMlm) return null;
  const left = Object.entries(whyLeft).map(([what, why]) => {
    const count = parsed[what as keyof typeof whyLeft].length;
    return { what, count, why };
  });
  return {
    settings: settingsOf(parsed),
    byHand: byHandOf(parsed),
    left: left.filter(({ count }) => count > 0),
  };
}

function settingsOf({ min_ratio, unsat_buffer, audio_types, search, qbittorrent }: MlmConfig) {
  const gigabytes = search.wedge_over === undefined ? null : readGigabytes(search.wedge_over);
  const [client] = qbittorrent;
  const pairs = Object.entries(client?.path_mapping ?? {});
  const found = [
    // A ratio below 1 would be an emergency here.
    {
      name: 'RATIO_AFTER_GRAB',
      value: min_ratio === undefined ? min_ratio : Math.max(1, min_ratio),
      from: 'min_ratio',
    },
    {
      name: 'UNSATISFIED_RESERVE',
      value: unsat_buffer === undefined ? unsat_buffer : Math.trunc(unsat_buffer),
      from: 'unsat_buffer',
    },
    { name: 'FORMATS', value: audio_types.join(',') || undefined, from: 'audio_types' },
    { name: 'WEDGE_MIN_GB', value: gigabytes ?? undefined, from: 'search.wedge_over' },
    {
      name: 'PATH_MAP',
      value: pairs.map(([from, to]) => `${from}=${to}`).join(';') || undefined,
      from: 'qbittorrent.path_mapping',
    },
  ];
  return found.flatMap(({ name, value, from }) =>
    value === undefined ? [] : [{ name, value: String(value), from }],
  );
}

/** Secrets are named, never repeated. */
function byHandOf({ mam_id, audiobookshelf, qbittorrent, library }: MlmConfig): string[] {
  const [client, ...others] = qbittorrent;
  const isCopied = library.some(({ method }) => method === 'copy');
  return [
    ...(mam_id ? ['MAM_ID: make a session of its own; two programs on one break each other'] : []),
    ...(client?.url
      ? [`QB_URL=${withoutLogin(client.url)}, with QB_USERNAME and QB_PASSWORD`]
      : []),
    ...(others.length > 0 ? [`${others.length} more qBittorrent: one is used here`] : []),
    ...(audiobookshelf?.url ? [`ABS_URL=${withoutLogin(audiobookshelf.url)}, with ABS_TOKEN`] : []),
    ...(isCopied ? ['IMPORT_METHOD=copy'] : []),
  ];
}

function withoutLogin(address: string): string {
  return address.replace(/\/\/[^/@]*@/, '//');
}

const units: Readonly<Record<string, number>> = { b: 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };
const binary: Readonly<Record<string, number>> = {
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
};

/** "15 MiB" in GB; null for what is no size. */
export function readGigabytes(size: string): number | null {
  const [, amount, unit, i] = /^\s*(\d+(?:\.\d+)?)\s*([kmgt]?)(i?)b?\s*$/i.exec(size) ?? [];
  if (amount === undefined) return null;
  const bytes = (i ? binary : units)[unit?.toLowerCase() || 'b'] ?? 1;
  return Math.round((Number(amount) * bytes) / 1e6) / 1e3;
}

function parsedToml(source: string): unknown {
  try {
    return parse(source);
  } catch {
    return null;
  }
}
