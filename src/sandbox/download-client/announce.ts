import { bdecode, isDictionary, textOf } from '../bencode.ts';
import { type ClientTorrent, leftBytes } from './torrent.ts';

/** Tells the torrent's tracker what happened and keeps its answer. Speaks to loopback only. */
export async function announce(
  torrent: ClientTorrent,
  event: 'started' | 'completed' | 'stopped' | null,
): Promise<void> {
  const { meta, downloadedBytes } = torrent;
  if (URL.parse(meta.announce)?.hostname !== '127.0.0.1') return;
  const query = new URLSearchParams({
    peer_id: '-qB0000-sandboxclient',
    port: '6881',
    uploaded: '0',
    downloaded: String(downloadedBytes),
    left: String(leftBytes(torrent)),
    compact: '1',
    ...(event === null ? {} : { event }),
  });
  const infoHash = meta.infoHash.replaceAll(/../g, '%$&');
  try {
    const answer = await fetch(`${meta.announce}?info_hash=${infoHash}&${query.toString()}`);
    torrent.tracker = readAnswer(Buffer.from(await answer.arrayBuffer()));
  } catch (error) {
    torrent.tracker = { status: 'unreachable', message: String(error), seeders: 0 };
  }
}

function readAnswer(bytes: Buffer): ClientTorrent['tracker'] {
  const answer = bdecode(bytes);
  if (!isDictionary(answer)) throw new SyntaxError('not an announce answer');
  const reason = answer['failure reason'];
  if (reason !== undefined) return { status: 'refused', message: textOf(reason), seeders: 0 };
  return { status: 'working', message: '', seeders: Number(answer['complete']) };
}
