import { withBody } from './gate.ts';
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

/**
 * Leaves one free release of each book on the sandbox tracker, and lets its row and its torrent file
 * be those of the real torrent.
 */
export function offerRealTorrents(
  { world, tracker }: Pick<Stage, 'world' | 'tracker'>,
  torrents: readonly RealTorrent[],
): void {
  const { releases } = world.tracker;
  const real = new Map(
    torrents.map((torrent) => {
      const release = releases.find(({ book, free }) => free && book.title === torrent.title);
      if (!release) throw new Error(`the sandbox has no free release of ${torrent.title}`);
      return [release, torrent] as const;
    }),
  );
  releases.splice(0, releases.length, ...real.keys());
  const byId = new Map([...real].map(([{ id }, torrent]) => [id, torrent]));
  tracker.setGuard(async ({ path, query }, forward) => {
    const answer = await forward();
    const asked = byId.get(Number(query.get('tid')));
    if (path === '/tor/download.php' && asked) return withBody(answer, asked.bytes);
    if (!path.endsWith('/loadSearchJSONbasic.php')) return answer;
    const found = JSON.parse(answer.body.toString()) as { data?: { id: number }[] };
    const data = found.data?.map((row) => ({ ...row, ...factsOf(byId.get(row.id)) }));
    return withBody(answer, Buffer.from(JSON.stringify({ ...found, data })));
  });
}

function factsOf(torrent: RealTorrent | undefined): object {
  if (!torrent) return {};
  const { format, sizeBytes, fileCount } = torrent;
  const sound = { BitRate: '64k', BitRate_Mode: 'CBR', SamplingRate: '22.05kHz' };
  return {
    filetype: format,
    size: `${(sizeBytes / 1024 ** 2).toFixed(1)} MiB`,
    numfiles: fileCount,
    tags: 'Unabridged',
    mediainfo: JSON.stringify({ Audio1: sound, General: {} }),
  };
}
