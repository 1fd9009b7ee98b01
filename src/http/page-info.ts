import { z } from 'zod';
import type { Command } from '../command/definition.ts';

const page = z.object({ limit: z.number(), offset: z.number() });
const list = z.object({ rows: z.array(z.unknown()), total: z.number().optional() });

export type PageInfo = { limit: number; offset: number; has_more: boolean | null };

/**
 * Where a page stands in its list; null for commands that do not page. A full page of a list of
 * unknown length may be the last one: `has_more` is null then.
 */
export function pageInfo(
  command: Command,
  input: Record<string, unknown>,
  output: unknown,
): PageInfo | null {
  const asked = page.safeParse(command.input.safeParse(input).data);
  const answered = listIn(output);
  if (!asked.success || !answered) return null;
  const { limit, offset } = asked.data;
  const { rows, total } = answered;
  if (total !== undefined) return { limit, offset, has_more: offset + rows.length < total };
  return { limit, offset, has_more: rows.length < limit ? false : null };
}

/** The list an output is, or the one it has beside other things. */
function listIn(output: unknown): z.output<typeof list> | null {
  const inside = Object.values(Object(output) as object) as unknown[];
  for (const one of [output, ...inside]) {
    const { data } = list.safeParse(one);
    if (data) return data;
  }
  return null;
}
