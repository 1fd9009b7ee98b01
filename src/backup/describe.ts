import type { MadeBackup } from './make.ts';

/** What was made, in one sentence. */
export function describeBackup({
  rows,
  tables,
  sizeBytes,
  check,
  isEncrypted,
}: MadeBackup): string {
  const proof =
    check === 'restored'
      ? 'restored for a trial and compared'
      : 'readable, not restored: the database account may not create databases';
  const megabytes = (sizeBytes / 1_000_000).toFixed(1);
  const privacy = isEncrypted
    ? 'encrypted'
    : 'not encrypted: neither BACKUP_KEY nor SECRET_KEY is set';
  return `${rows} rows of ${tables} tables in ${megabytes} MB; ${proof}; ${privacy}`;
}
