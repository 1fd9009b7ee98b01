import type { Release } from '../../src/sandbox/releases.ts';
import { type GateAnswer, type GateRequest, withBody } from './gate.ts';
import type { Stage } from './stage.ts';

/** A torrent over files that exist, for one book of the sandbox. */
export type RealTorrent = {
  title: string;
  name: string;
  format: 'm4b' | 'mp3';
  sizeBytes: number;
  fileCount: number;
  bytes: Buffer;
  infoHash: string;
};

type Offer = { release: Release; torrent: RealTorrent };

const searchPath = '/tor/js/loadSearchJSONbasic.php';

/**
 * Leaves one free release of each book on the sandbox tracker, and lets its row and its torrent file
 * be those of the real torrent.
 */
export function offerRealTorrents(
  { world, tracker }: Pick<Stage, 'world' | 'tracker'>,
  torrents: readonly RealTorrent[],
): void {
  const { releases } = world.tracker;
  const offers = torrents.map((torrent): Offer => {
    const release = releases.find(({ book }) => book.title === torrent.title);
    if (!release) throw new Error(`the sandbox has no release of ${torrent.title}`);
    const good = { free: true, abridged: false, german: false, seeders: 9 };
    return { release: Object.assign(release, good), torrent };
  });
  releases.splice(0, releases.length, ...offers.map(({ release }) => release));
  tracker.setGuard(async (request, forward) => {
    if (request.path === '/tor/download.php') return torrentFile(offers, request, await forward());
    if (request.path !== searchPath) return forward();
    return realRows(offers, await forward(searchedById(offers, request)));
  });
}

function torrentFile(offers: Offer[], { query }: GateRequest, answer: GateAnswer): GateAnswer {
  const asked = offers.find(({ release }) => release.id === Number(query.get('tid')));
  return asked ? withBody(answer, asked.torrent.bytes) : answer;
}

/** The sandbox knows its own torrents only, so a search for a hash becomes one for the number. */
function searchedById(offers: Offer[], { body }: GateRequest): Buffer {
  const search = JSON.parse(body.toString()) as { tor: { hash?: string } };
  const { hash, ...tor } = search.tor;
  if (hash === undefined) return body;
  const known = offers.find(({ torrent }) => torrent.infoHash === hash);
  return Buffer.from(JSON.stringify({ ...search, tor: { ...tor, id: known?.release.id ?? -1 } }));
}

function realRows(offers: Offer[], answer: GateAnswer): GateAnswer {
  const found = JSON.parse(answer.body.toString()) as { data?: { id: number }[] };
  const data = found.data?.map((row) => {
    const offer = offers.find(({ release }) => release.id === row.id);
    return offer ? { ...row, ...factsOf(offer.torrent) } : row;
  });
  return withBody(answer, Buffer.from(JSON.stringify({ ...found, data })));
}

function factsOf({ format, sizeBytes, fileCount }: RealTorrent): object {
  const sound = { BitRate: '64k', BitRate_Mode: 'CBR', SamplingRate: '22.05kHz' };
  return {
    filetype: format,
    size: `${(sizeBytes / 1024 ** 2).toFixed(2)} MiB`,
    numfiles: fileCount,
    tags: 'Unabridged',
    mediainfo: JSON.stringify({ Audio1: sound, General: {} }),
  };
}
