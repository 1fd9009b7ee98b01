import { createHash } from 'node:crypto';

type Bencodable = number | string | Buffer | Bencodable[] | { [key: string]: Bencodable };

/** Canonical bencoding: dictionary keys in byte order. */
function bencode(value: Bencodable): Buffer {
  if (typeof value === 'number') return Buffer.from(`i${value}e`);
  if (typeof value === 'string') return bencode(Buffer.from(value));
  if (Buffer.isBuffer(value)) return Buffer.concat([Buffer.from(`${value.length}:`), value]);
  const parts = Array.isArray(value)
    ? value.map(bencode)
    : Object.entries(value)
        .toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
        .flatMap(([key, part]) => [bencode(key), bencode(part)]);
  return Buffer.concat([Buffer.from(Array.isArray(value) ? 'l' : 'd'), ...parts, Buffer.from('e')]);
}

/**
 * A v1 .torrent over the given content; `path` is relative to the folder `name`, with slashes. One
 * file whose path equals `name` makes a torrent of a single file without a folder.
 */
export function makeTorrent(options: {
  name: string;
  files: { path: string; bytes: Buffer }[];
  announce: string;
  pieceLength?: number;
  isPrivate?: boolean;
}): { bytes: Buffer; infoHash: string; pieceLength: number } {
  const { name, files, announce, pieceLength = 16_384, isPrivate = true } = options;
  const [only] = files;
  const isSingle = files.length === 1 && only?.path === name;
  const content: Record<string, Bencodable> = isSingle
    ? { length: only.bytes.length }
    : { files: files.map(({ path, bytes }) => ({ length: bytes.length, path: path.split('/') })) };
  const info = bencode({
    ...content,
    name,
    'piece length': pieceLength,
    pieces: hashPieces(Buffer.concat(files.map((file) => file.bytes)), pieceLength),
    ...(isPrivate ? { private: 1 } : {}),
  });
  return {
    bytes: Buffer.concat([
      Buffer.from('d'),
      bencode('announce'),
      bencode(announce),
      bencode('info'),
      info,
      Buffer.from('e'),
    ]),
    infoHash: createHash('sha1').update(info).digest('hex'),
    pieceLength,
  };
}

function hashPieces(content: Buffer, pieceLength: number): Buffer {
  const hashes: Buffer[] = [];
  for (let start = 0; start < content.length; start += pieceLength) {
    const piece = content.subarray(start, start + pieceLength);
    hashes.push(createHash('sha1').update(piece).digest());
  }
  return Buffer.concat(hashes);
}
