import { hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Snapshot } from '../db/snapshot.ts';
import { version } from '../version.ts';
import { encrypt, fileKey } from './chunks.ts';
import { type End, formatVersion, type Header } from './format.ts';
import { createTally, tallied, type TableSum } from './tally.ts';

/** What a file is encrypted with; null: not at all. */
export type BackupSecret = { from: 'BACKUP_KEY' | 'SECRET_KEY'; value: string } | null;

export type Writing = { madeAt: Date; secret: BackupSecret };

/**
 * Writes a snapshot into a new file that nobody else may read, and forces it to disk: the header as a
 * line of JSON, then, compressed and perhaps encrypted, each table as a line of JSON, its rows and a
 * line `\.`, and a last line with what has to be found there.
 */
export async function writeBackup(
  file: string,
  snapshot: Snapshot,
  { madeAt, secret }: Writing,
): Promise<TableSum[]> {
  const key = secret ? fileKey(secret.value) : null;
  const header: Header = {
    format: 'shelfwarden-backup',
    version: formatVersion,
    madeAt,
    program: version,
    migrations: [...snapshot.migrations],
    encryption:
      secret && key
        ? {
            cipher: 'aes-256-gcm',
            keyFrom: secret.from,
            salt: key.salt.toString('hex'),
            check: key.check,
          }
        : null,
  };
  const line = Buffer.from(`${JSON.stringify(header)}\n`);
  const tables: TableSum[] = [];
  await writeFile(file, line, { flag: 'wx', mode: 0o600 });
  const body = Readable.from(bodyOf(snapshot, line, tables), { objectMode: false });
  const target = createWriteStream(file, { flags: 'a', flush: true });
  if (key) await pipeline(body, createGzip(), encrypt(key, line), target);
  else await pipeline(body, createGzip(), target);
  return tables;
}

async function* bodyOf(
  snapshot: Snapshot,
  header: Buffer,
  tables: TableSum[],
): AsyncGenerator<Buffer> {
  for await (const { name, columns, rows } of snapshot.tables) {
    const tally = createTally(name);
    yield Buffer.from(`${JSON.stringify({ table: name, columns })}\n`);
    yield* tallied(rows, tally);
    yield Buffer.from('\\.\n');
    tables.push(tally.end());
  }
  const sequences = [...snapshot.sequences];
  const end: End = { header: hash('sha256', header), tables, sequences };
  yield Buffer.from(`${JSON.stringify({ end })}\n`);
}
