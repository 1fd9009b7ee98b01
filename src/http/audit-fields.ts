import { z } from 'zod';
import { snakeCase } from './fields.ts';

const log = z.object({ rows: z.array(z.looseObject({})), total: z.number() });

/** Columns of the audit as a file. */
export const auditColumns = [
  'id',
  'at',
  'actor',
  'actor_id',
  'platform',
  'command',
  'input',
  'outcome',
  'detail',
] as const;

/** Who changed what, the newest first. */
export function auditFields(output: unknown) {
  const { rows, total } = log.parse(output);
  return { audit: rows.map((row) => snakeCase(row)), total };
}
