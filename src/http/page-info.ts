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
  const answered = list.safeParse(output);
  if (!asked.success || !answered.success) return null;
  const { limit, offset } = asked.data;
  const { rows, total } = answered.data;
  if (total !== undefined) return { limit, offset, has_more: offset + rows.length < total };
  return { limit, offset, has_more: rows.length < limit ? false : null };
}
