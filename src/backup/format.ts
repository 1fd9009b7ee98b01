import { z } from 'zod';
import { UserError } from '../errors.ts';

/** Raised when an older program could not read what a newer one writes. */
export const formatVersion = 1;

const keyNames = ['BACKUP_KEY', 'SECRET_KEY'] as const;

/** The first line of a backup, readable without any key. */
export const Header = z.object({
  format: z.literal('shelfwarden-backup'),
  version: z.number().int(),
  madeAt: z.iso.datetime().transform((text) => new Date(text)),
  program: z.string(),
  migrations: z.array(z.string()).min(1),
  encryption: z
    .object({
      cipher: z.literal('aes-256-gcm'),
      keyFrom: z.enum(keyNames),
      salt: z.string(),
      check: z.string(),
    })
    .nullable(),
});
export type Header = z.output<typeof Header>;

/** What stands before the rows of a table. */
export const TableLine = z.object({ table: z.string(), columns: z.array(z.string()).min(1) });

/** The last line: without it the file is not whole. */
export const EndLine = z.object({
  end: z.object({
    /** SHA-256 of the first line. */
    header: z.string(),
    tables: z.array(z.object({ name: z.string(), rows: z.number(), sum: z.string() })),
    sequences: z.array(z.object({ name: z.string(), value: z.number().nullable() })),
  }),
});
export type End = z.output<typeof EndLine>['end'];

/** A file that cannot be used as a backup, and what to do about it. */
export function unusable(what: string, hint = 'Take another backup file.'): UserError {
  return new UserError('bad_input', what, hint);
}
