import { parse } from 'smol-toml';
import { z } from 'zod';

const config = z.looseObject({
  goodreads_list: z.array(z.looseObject({ url: z.string() })).default([]),
  notion_list: z.array(z.unknown()).default([]),
});

/** The shelves that a configuration of MLM follows, and how many of its lists are not of Goodreads; null when it is none. */
export function readMlmConfig(text: string): { feeds: string[]; others: number } | null {
  const parsed = config.safeParse(parsedToml(text)).data;
  if (!parsed) return null;
  return {
    feeds: parsed.goodreads_list.map(({ url }) => url),
    others: parsed.notion_list.length,
  };
}

function parsedToml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return null;
  }
}
