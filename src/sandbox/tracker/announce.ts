import { bencode } from '../bencode.ts';
import { type Release, releaseBytes } from '../releases.ts';
import { type Account, isFreeFor } from './account.ts';

type PeerState = 'leeching' | 'seeding' | 'stopped';

/**
 * Books what the member's download client reports: a download counts against the ratio when it
 * completes and was not free, and against the unsatisfied limit from its start.
 */
export function createAnnounce(
  account: Account,
  releaseOf: (infoHash: string) => Release | null,
): (search: string) => Buffer {
  const states = new Map<number, PeerState>();
  return (search) => {
    const query = new URLSearchParams(search);
    const release = releaseOf(infoHashOf(search));
    if (!release) return bencode({ 'failure reason': 'torrent not registered with this tracker' });
    const before = states.get(release.id);
    const event = query.get('event');
    const after =
      event === 'stopped' ? 'stopped' : query.get('left') === '0' ? 'seeding' : 'leeching';
    states.set(release.id, after);
    if (before !== after) move(account, before, after);
    if (event === 'completed' && before === 'leeching') {
      if (!isFreeFor(account, release)) account.downloadedBytes += releaseBytes(release);
      release.snatches += 1;
      release.snatched = true;
    }
    return bencode({ interval: 1800, complete: release.seeders, incomplete: 0, peers: '' });
  };
}

function move(account: Account, before: PeerState | undefined, after: PeerState): void {
  const names = { leeching: 'leeching', seeding: 'seedUnsat', stopped: 'inactUnsat' } as const;
  if (before) account.torrents[names[before]] -= 1;
  account.torrents[names[after]] += 1;
}

/** The 20 raw bytes of `info_hash`, which are not UTF-8 and so not readable as a parameter. */
function infoHashOf(search: string): string {
  const raw = /[?&]info_hash=([^&]*)/.exec(search)?.[1] ?? '';
  const bytes = raw.replaceAll(/%([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('hex');
}
