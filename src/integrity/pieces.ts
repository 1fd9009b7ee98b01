import { createHash } from 'node:crypto';
import type { TorrentFile } from '../torrent/torrent.ts';
import type { ContentFault } from './verdict.ts';

const digestBytes = 20;

type Hashed = Pick<TorrentFile, 'pieceLength' | 'pieces' | 'totalBytes'>;

/** Takes the content in order, in chunks of any size, and collects the numbers of the pieces that differ. */
export function createPieceCheck(torrent: Hashed): {
  add: (chunk: Buffer) => void;
  badPieces: readonly number[];
} {
  const { pieceLength, pieces, totalBytes } = torrent;
  const badPieces: number[] = [];
  let hash = createHash('sha1');
  let position = 0;

  function add(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) {
      const piece = Math.floor(position / pieceLength);
      const pieceEnd = Math.min((piece + 1) * pieceLength, totalBytes);
      const part = chunk.subarray(at, at + pieceEnd - position);
      hash.update(part);
      at += part.length;
      position += part.length;
      if (position < pieceEnd) return;
      const expected = pieces.subarray(piece * digestBytes, (piece + 1) * digestBytes);
      if (!hash.digest().equals(expected)) badPieces.push(piece);
      hash = createHash('sha1');
    }
  }

  return { add, badPieces };
}

/** One fault for each file that has a part in a bad piece; `badPieces` is ascending. */
export function filesOfBadPieces(
  torrent: Pick<TorrentFile, 'pieceLength' | 'files'>,
  badPieces: readonly number[],
): ContentFault[] {
  const faults: ContentFault[] = [];
  let offset = 0;
  let next = 0;
  for (const { path, lengthBytes, isPadding } of torrent.files) {
    const first = Math.floor(offset / torrent.pieceLength);
    const last = Math.floor((offset + lengthBytes - 1) / torrent.pieceLength);
    offset += lengthBytes;
    while ((badPieces[next] ?? Infinity) < first) next += 1;
    let end = next;
    while ((badPieces[end] ?? Infinity) <= last) end += 1;
    if (end === next || lengthBytes === 0 || isPadding) continue;
    const detail = `${end - next} of ${last - first + 1} pieces differ, the first is ${badPieces[next]}`;
    faults.push({ kind: 'bad-piece', path, detail });
  }
  return faults;
}

/** "pieces ok (77)" */
export function piecesOk({ pieces }: Pick<TorrentFile, 'pieces'>): string {
  return `pieces ok (${pieces.length / digestBytes})`;
}
