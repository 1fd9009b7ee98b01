import type { EntityManager } from '@mikro-orm/postgresql';
import type { Qbittorrent } from '../../src/clients/qbittorrent/index.ts';
import type { TorrentState, TrackerState } from '../../src/clients/qbittorrent/torrent.ts';
import { loadConfig } from '../../src/config.ts';
import { ExternalError } from '../../src/errors.ts';
import { dispatchOne } from '../../src/outbox/dispatch.ts';
import { seedingOrderHandler } from '../../src/seeding/orders.ts';
import { watchSeeding } from '../../src/seeding/watch.ts';
import type { Services } from '../../src/services.ts';
import { policy, now as start } from '../proposals/builders.ts';

export { start };
export const trackerHost = 'tracker.example';
export const hourMs = 3_600_000;

/** A download client with torrents that change at a word, and what it was asked to do. */
export type SeedingStage = {
  services: Services;
  clock: { now: Date };
  torrents: Map<string, TorrentState>;
  trackers: Map<string, TrackerState[]>;
  asked: string[];
  /** A torrent of the category that has seeded so many hours and was complete a week ago. */
  put: (name: string, hours: number, changes?: Partial<TorrentState>) => string;
  change: (hash: string, changes: Partial<TorrentState>) => void;
  /** A download of ours with this torrent. */
  own: (hash: string, status?: string) => Promise<void>;
  /** Lets hours pass, and looks. */
  look: (hours?: number) => Promise<void>;
  /** Carries out what was asked of the client. */
  dispatch: () => Promise<void>;
  alerts: () => Promise<{ kind: string; title: string; buttons: string[] }[]>;
};

export function openSeeding(em: () => EntityManager): SeedingStage {
  const torrents: SeedingStage['torrents'] = new Map();
  const trackers: SeedingStage['trackers'] = new Map();
  const asked: string[] = [];
  const clock = { now: start };
  const note = (what: string) => async (hashes: readonly string[]) => {
    for (const hash of hashes) asked.push(`${what} ${torrents.get(hash)?.name ?? hash}`);
    for (const hash of hashes) obey(what, hash);
  };
  const obey = (what: string, hash: string) => {
    const torrent = torrents.get(hash);
    if (!torrent) return;
    if (what === 'resume' && torrent.state === 'paused-upload') torrent.state = 'stalled-upload';
    if (what === 'pause') torrent.state = 'paused-upload';
  };
  const qbittorrent = {
    torrentsOfCategory: async (category: string) =>
      [...torrents.values()].filter((torrent) => torrent.category === category),
    torrents: async (hashes: readonly string[]) =>
      hashes.flatMap((hash) => torrents.get(hash) ?? []),
    trackers: async (hash: string) => {
      if (!torrents.has(hash)) throw new ExternalError('qbittorrent', 'refused', 'no such torrent');
      return trackers.get(hash) ?? [{ host: trackerHost, status: 'working', message: '' }];
    },
    resume: note('resume'),
    pause: note('pause'),
    recheck: note('recheck'),
  } as unknown as Qbittorrent;
  const services = {
    em,
    now: () => clock.now,
    config: loadConfig({ MAM_TRACKER_URL: `http://${trackerHost}` }),
    platforms: ['room'],
    policy: async () => policy,
    qbittorrent,
    seal: { close: (plain: Buffer) => plain, open: (sealed: Buffer) => sealed },
  } as unknown as Services;
  const pass = (hours: number) => {
    clock.now = new Date(clock.now.getTime() + hours * hourMs);
  };
  return {
    services,
    clock,
    torrents,
    trackers,
    asked,
    put(name, hours, changes = {}) {
      const hash = Buffer.from(name.padEnd(20, '.').slice(0, 20)).toString('hex');
      torrents.set(hash, { ...plainTorrent(hash, name, hours), ...changes });
      return hash;
    },
    change(hash, changes) {
      Object.assign(torrents.get(hash) ?? {}, changes);
    },
    async own(hash, status = 'completed') {
      await em().execute(
        `insert into downloads (title, source, status, qbittorrent_hash, torrent_sealed) values (?, 'mam', ?, ?, ?)`,
        [torrents.get(hash)?.name ?? hash, status, hash, Buffer.from('d')],
      );
    },
    async look(hours = 1) {
      pass(hours);
      await watchSeeding(services);
    },
    async dispatch() {
      const handlers = { 'seeding-order': seedingOrderHandler(services) };
      const onDead = async (_message: unknown, reason: string) => Promise.reject(new Error(reason));
      while (await dispatchOne({ em, now: services.now, handlers, onDead }));
    },
    async alerts() {
      const rows = await em().execute<{ kind: string; reply: Reply }[]>(
        'select kind, reply from alerts order by id',
      );
      return rows.map(({ kind, reply }) => ({
        kind,
        title: reply.title,
        buttons: reply.blocks.flatMap((block) => block.buttons ?? []).map(({ label }) => label),
      }));
    },
  };
}

type Reply = { title: string; blocks: { buttons?: { label: string }[] }[] };

function plainTorrent(hash: string, name: string, hours: number): TorrentState {
  return {
    hash,
    name,
    state: 'stalled-upload',
    rawState: 'stalledUP',
    run: 'running',
    isComplete: true,
    progress: 1,
    amountLeftBytes: 0,
    sizeBytes: 500_000_000,
    savePath: '/downloads',
    contentPath: null,
    category: 'audiobooks',
    tags: [],
    ratio: null,
    seedingSeconds: hours * 3600,
    uploadedBytes: 0,
    downloadedBytes: 0,
    downloadBytesPerSecond: 0,
    uploadBytesPerSecond: 0,
    etaSeconds: null,
    addedAt: new Date(start.getTime() - 8 * 24 * hourMs),
    completedAt: new Date(start.getTime() - 7 * 24 * hourMs),
    seeders: 3,
    leechers: 0,
    hasWorkingTracker: true,
  };
}
