import { randomBytes } from 'node:crypto';
import { makeTorrent } from '../support/torrent.ts';

/** A torrent of an audiobook nobody has: small on the wire, and never complete. */
export function inventTorrent(name: string, announce: string): { bytes: Buffer; infoHash: string } {
  return makeTorrent({
    name,
    files: [{ path: `${name}.m4b`, bytes: randomBytes(40_000) }],
    announce,
    pieceLength: 16_384,
  });
}
