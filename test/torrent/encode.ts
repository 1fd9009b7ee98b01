import { createHash } from 'node:crypto';

export type Bencode = number | string | Buffer | Bencode[] | { [key: string]: Bencode | undefined };

/** Canonical bencode; keys with an undefined value are left out. */
export function encode(value: Bencode): Buffer {
  if (typeof value === 'number') return Buffer.from(`i${value}e`);
  if (typeof value === 'string') return encode(Buffer.from(value));
  if (Buffer.isBuffer(value)) return Buffer.concat([Buffer.from(`${value.length}:`), value]);
  if (Array.isArray(value)) {
    return Buffer.concat([Buffer.from('l'), ...value.map(encode), Buffer.from('e')]);
  }
  const entries = Object.entries(value)
    .flatMap(([key, item]) => (item === undefined ? [] : [{ key: Buffer.from(key), item }]))
    .sort((a, b) => Buffer.compare(a.key, b.key));
  const parts = entries.flatMap(({ key, item }) => [encode(key), encode(item)]);
  return Buffer.concat([Buffer.from('d'), ...parts, Buffer.from('e')]);
}

/** The piece digests of content laid end to end. */
function hashPieces(content: Buffer, pieceLength: number): Buffer {
  const digests: Buffer[] = [];
  for (let at = 0; at < content.length; at += pieceLength) {
    digests.push(
      createHash('sha1')
        .update(content.subarray(at, at + pieceLength))
        .digest(),
    );
  }
  return Buffer.concat(digests);
}

export const announce = 'https://tracker.example/announce/0123456789abcdef';

export type MadeFile = { path: string; bytes: Buffer; attr?: string };

/** The info dictionary of a private torrent with a folder of files. */
export function infoOf(
  name: string,
  files: readonly MadeFile[],
  pieceLength = 16,
): { [key: string]: Bencode | undefined } {
  return {
    name,
    'piece length': pieceLength,
    pieces: hashPieces(Buffer.concat(files.map((file) => file.bytes)), pieceLength),
    private: 1,
    files: files.map(({ path, bytes, attr }) => ({
      attr,
      length: bytes.length,
      path: path.split('/'),
    })),
  };
}
