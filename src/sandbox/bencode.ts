export type Bencoded = number | string | Buffer | Bencoded[] | { [key: string]: Bencoded };

/** Bencode; text is written as UTF-8 and dictionary keys in byte order, as the format demands. */
export function bencode(value: Bencoded): Buffer {
  if (typeof value === 'number') return Buffer.from(`i${value}e`);
  if (typeof value === 'string') return bencode(Buffer.from(value));
  if (Buffer.isBuffer(value)) return Buffer.concat([Buffer.from(`${value.length}:`), value]);
  const parts = Array.isArray(value)
    ? value.map(bencode)
    : Object.entries(value)
        .sort(([left], [right]) => Buffer.compare(Buffer.from(left), Buffer.from(right)))
        .flatMap(([key, entry]) => [bencode(key), bencode(entry)]);
  return Buffer.concat([Buffer.from(Array.isArray(value) ? 'l' : 'd'), ...parts, Buffer.from('e')]);
}

/** The value of a whole bencoded buffer, strings as bytes; throws a SyntaxError when it is not one. */
export function bdecode(bytes: Buffer): Bencoded {
  const reader = { bytes, at: 0 };
  const value = readValue(reader);
  if (reader.at !== bytes.length) throw new SyntaxError('bytes after the end of the value');
  return value;
}

/** A bencoded string as text; throws a SyntaxError for any other value. */
export function textOf(value: Bencoded | undefined): string {
  if (Buffer.isBuffer(value)) return value.toString('utf8');
  throw new SyntaxError('not a string');
}

export function isDictionary(value: Bencoded | undefined): value is Record<string, Bencoded> {
  return typeof value === 'object' && !Array.isArray(value) && !Buffer.isBuffer(value);
}

type Reader = { bytes: Buffer; at: number };

function readValue(reader: Reader): Bencoded {
  const mark = String.fromCharCode(reader.bytes[reader.at] ?? 0);
  if (mark === 'i') {
    reader.at += 1;
    return readNumber(reader, 'e');
  }
  if (mark === 'l') return readItems(reader);
  if (mark === 'd') return readDictionary(reader);
  const length = readNumber(reader, ':');
  const end = reader.at + length;
  if (length < 0 || end > reader.bytes.length) throw new SyntaxError('string beyond the end');
  const value = reader.bytes.subarray(reader.at, end);
  reader.at = end;
  return value;
}

function readItems(reader: Reader): Bencoded[] {
  const items: Bencoded[] = [];
  reader.at += 1;
  while (reader.bytes[reader.at] !== 0x65) items.push(readValue(reader));
  reader.at += 1;
  return items;
}

function readDictionary(reader: Reader): Record<string, Bencoded> {
  const entries: [string, Bencoded][] = [];
  const items = readItems(reader);
  for (let index = 0; index + 1 < items.length; index += 2) {
    entries.push([textOf(items[index]), items[index + 1] ?? '']);
  }
  return Object.fromEntries(entries);
}

function readNumber(reader: Reader, end: string): number {
  const stop = reader.bytes.indexOf(end, reader.at);
  const digits = stop < 0 ? '' : reader.bytes.toString('latin1', reader.at, stop);
  if (!/^-?\d{1,15}$/.test(digits)) throw new SyntaxError('not a number');
  reader.at = stop + 1;
  return Number(digits);
}
