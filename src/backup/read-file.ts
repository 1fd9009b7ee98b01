import { hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Source } from '../db/load.ts';
import type { TableRows } from '../db/snapshot.ts';
import { UserError } from '../errors.ts';
import { decrypt, type FileKey, fileKey } from './chunks.ts';
import { type End, EndLine, formatVersion, Header, unusable, TableLine } from './format.ts';
import { type Lines, readLines } from './lines.ts';
import { createTally, difference, tallied, type TableSum } from './tally.ts';

/** Values of the settings that a backup may be encrypted with, and of the earlier ones. */
export type KnownKeys = Partial<Record<'BACKUP_KEY' | 'SECRET_KEY', string | undefined>> & {
  SECRET_KEY_OLD?: readonly string[];
};

export type OpenedBackup = {
  header: Header;
  /** Reads the file from its beginning; every byte has been checked when the last table is through. */
  source: () => Source & { sums: () => readonly TableSum[] };
};

const headerMostBytes = 1_000_000;

/** Reads the first line of a backup; throws UserError when this program cannot use the file. */
export async function openBackup(file: string, keys: KnownKeys): Promise<OpenedBackup> {
  const line = await firstLine(file);
  const header = readHeader(file, line);
  const key = keyOf(file, header, keys);
  return { header, source: () => sourceOf(file, { header, line, key }) };
}

async function firstLine(file: string): Promise<Buffer> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw unusable(`There is no file ${file}.`, 'Backups lie in DATA_DIR/backups or BACKUP_DIR.');
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headerMostBytes), { position: 0 });
    const end = buffer.subarray(0, bytesRead).indexOf('\n');
    if (end === -1) throw unusable(`${file} is no backup of Shelfwarden.`);
    return buffer.subarray(0, end + 1);
  } finally {
    await handle.close();
  }
}

function readHeader(file: string, line: Buffer): Header {
  const any = parse(line.toString('utf8')) as { format?: unknown; version?: unknown } | null;
  if (any?.format !== 'shelfwarden-backup') {
    throw unusable(`${file} is no backup of Shelfwarden, or its beginning is damaged.`);
  }
  if (typeof any.version === 'number' && any.version > formatVersion) {
    throw unusable(
      `${file} was made by a newer version of this program (format ${any.version}, this one reads up to ${formatVersion}).`,
      'Install that version and restore with it.',
    );
  }
  const header = Header.safeParse(any);
  if (!header.success) throw unusable(`The beginning of ${file} is damaged.`);
  return header.data;
}

function keyOf(file: string, { encryption }: Header, keys: KnownKeys): FileKey | null {
  if (!encryption) return null;
  const { keyFrom, salt, check } = encryption;
  const secrets = [
    keys[keyFrom] ?? [],
    keyFrom === 'SECRET_KEY' ? (keys.SECRET_KEY_OLD ?? []) : [],
  ].flat();
  if (secrets.length === 0) {
    throw unusable(`${file} is encrypted with ${keyFrom}, which is not set.`, `Set ${keyFrom}.`);
  }
  for (const secret of secrets) {
    const key = fileKey(secret, Buffer.from(salt, 'hex'));
    if (key.check === check) return key;
  }
  throw unusable(
    `${file} was encrypted with another ${keyFrom}, or its beginning is damaged.`,
    `Set ${keyFrom} to the value it had then.`,
  );
}

type Opened = { header: Header; line: Buffer; key: FileKey | null };

function sourceOf(file: string, { header, line, key }: Opened): ReturnType<OpenedBackup['source']> {
  const damaged = () => unusable(`${file} is damaged or cut short.`);
  let end: End | undefined;
  const known = () => {
    if (!end) throw new Error('the tables come first');
    return end;
  };
  async function* tables(): AsyncGenerator<TableRows> {
    end = yield* readTables(readLines(bodyOf(file, { line, key, damaged }), damaged), damaged);
    if (end.header !== hash('sha256', line)) throw damaged();
  }
  return {
    migrations: header.migrations,
    tables: tables(),
    sequences: () => known().sequences,
    sums: () => known().tables,
  };
}

async function* readTables(lines: Lines, damaged: () => Error): AsyncGenerator<TableRows, End> {
  const found: TableSum[] = [];
  for (;;) {
    const line = parse((await lines.next()) ?? '');
    const end = EndLine.safeParse(line);
    if (end.success) {
      const isWhole = difference(end.data.end.tables, found) === null;
      if (isWhole && (await lines.next()) === null) return end.data.end;
      throw damaged();
    }
    const table = TableLine.safeParse(line);
    if (!table.success) throw damaged();
    const { table: name, columns } = table.data;
    const tally = createTally(name);
    yield { name, columns, rows: tallied(lines.upToMark(), tally) };
    found.push(tally.end());
  }
}

async function* bodyOf(
  file: string,
  { line, key, damaged }: Pick<Opened, 'line' | 'key'> & { damaged: () => Error },
): AsyncGenerator<Buffer> {
  const bytes = createReadStream(file, { start: line.length });
  const text = createGunzip();
  // Whatever fails on the way is thrown where the text is read.
  const done = () => {};
  if (key) pipeline(bytes, decrypt(key, line), text, done);
  else pipeline(bytes, text, done);
  try {
    yield* text as AsyncIterable<Buffer>;
  } catch (error) {
    throw isDamage(error) ? damaged() : error;
  }
}

/** What decompression and decryption say of bytes that are not as they were written. */
function isDamage(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof UserError) return false;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return /^Z_|^ERR_CRYPTO|^ERR_OSSL/.test(code) || error.message.includes('authenticate data');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
