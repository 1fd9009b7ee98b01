import { readTorrent } from '../../src/torrent/read.ts';
import type { TorrentFault } from '../../src/torrent/torrent.ts';

const options = { allowedAnnounceHosts: ['tracker.example'] };
const sentence = /^[A-Z][^\n]{5,200}\.$/;
const leadingOut = /\/\.{0,2}\/|\\|\0/;

/**
 * Reads bytes and answers the kind of fault, or `torrent`. Throws when the answer is not one that
 * the rest of the program can rely on, whatever the bytes are.
 */
export function readHostile(bytes: Buffer): TorrentFault['fault'] | 'torrent' {
  const result = readTorrent(bytes, options);
  if ('fault' in result) {
    if (!sentence.test(result.explanation)) throw new Error(`no sentence: ${result.explanation}`);
    return result.fault;
  }
  const { files, pieces, pieceLength, totalBytes, announceHosts, infoHash } = result;
  const out = files.find((file) => leadingOut.test(`/${file.path}/`));
  if (out) throw new Error(`a path leads out: ${JSON.stringify(out.path)}`);
  const sum = files.reduce((bytesSoFar, file) => bytesSoFar + file.lengthBytes, 0);
  if (sum !== totalBytes || !Number.isSafeInteger(sum)) throw new Error(`sizes: ${sum}`);
  if (pieces.length !== Math.ceil(totalBytes / pieceLength) * 20) throw new Error('piece hashes');
  if (announceHosts.join() !== 'tracker.example') throw new Error(`hosts: ${announceHosts.join()}`);
  if (!/^[0-9a-f]{40}$/.test(infoHash)) throw new Error(`info-hash: ${infoHash}`);
  if (({} as { polluted?: unknown }).polluted !== undefined) throw new Error('prototype');
  return 'torrent';
}
