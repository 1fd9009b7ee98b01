import type { EntityManager } from '@mikro-orm/postgresql';
import type { Qbittorrent } from '../clients/qbittorrent/index.ts';
import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import type { Services } from '../services.ts';
import { askForSlots } from './slots.ts';
import { startNew } from './start-new.ts';
import { storeLook } from './store-look.ts';
import { checkTrackers } from './trackers.ts';
import { judgeTroubles } from './troubles.ts';

export type SeedingServices = Pick<
  Services,
  'em' | 'now' | 'config' | 'policy' | 'platforms' | 'qbittorrent'
>;
/** The same with a download client. */
export type LookServices = SeedingServices & { qbittorrent: Qbittorrent };

const lookEveryMinutes = 60;
/** After a look that failed. */
const againMinutes = 10;

/** Whether the torrents of our category are to be looked at again. */
export async function isLookDue({
  em,
  now,
  qbittorrent,
}: Pick<SeedingServices, 'em' | 'now' | 'qbittorrent'>): Promise<boolean> {
  if (!qbittorrent) return false;
  const rows = await em().execute<unknown[]>('select 1 from seeding_looks where looked_at > ?', [
    dueBefore(now(), lookEveryMinutes),
  ]);
  return rows.length === 0;
}

/**
 * Looks at every torrent of our category, and at those of our downloads wherever they are: notes what
 * they seed, starts what has just completed, and tells what is in danger. At most once in so many
 * minutes, whoever asks; false when it was done already, or without a download client.
 */
export async function watchSeeding(
  services: SeedingServices,
  everyMinutes = lookEveryMinutes,
): Promise<boolean> {
  const { qbittorrent, now } = services;
  if (!qbittorrent || !(await claimLook(services.em(), now(), everyMinutes))) return false;
  try {
    await look({ ...services, qbittorrent });
  } catch (error) {
    await services
      .em()
      .execute('update seeding_looks set looked_at = ?', [
        dueBefore(now(), lookEveryMinutes - againMinutes),
      ]);
    throw error;
  }
  return true;
}

async function look(services: LookServices): Promise<void> {
  const torrents = await readTorrents(services);
  await storeLook(services.em(), torrents, services.now());
  await startNew(services);
  await checkTrackers(services);
  await judgeTroubles(services);
  await askForSlots(services.em(), services.now());
}

async function readTorrents({ em, config, qbittorrent }: LookServices): Promise<TorrentState[]> {
  const listed = await qbittorrent.torrentsOfCategory(config.settings.QB_CATEGORY);
  const known = new Set(listed.map(({ hash }) => hash));
  const rows = await em().execute<{ hash: string }[]>(
    `select hash from seeding_torrents where gone_at is null
     union select qbittorrent_hash from downloads where qbittorrent_hash is not null`,
  );
  const others = rows.map(({ hash }) => hash).filter((hash) => !known.has(hash));
  return others.length > 0 ? [...listed, ...(await qbittorrent.torrents(others))] : listed;
}

async function claimLook(em: EntityManager, now: Date, everyMinutes: number): Promise<boolean> {
  const { affectedRows } = await em.execute<{ affectedRows: number }>(
    `insert into seeding_looks (id, looked_at) values (1, ?)
     on conflict (id) do update set looked_at = excluded.looked_at
      where seeding_looks.looked_at <= ?`,
    [now, dueBefore(now, everyMinutes)],
    'run',
  );
  return affectedRows === 1;
}

function dueBefore(now: Date, minutes: number): Date {
  return new Date(now.getTime() - minutes * 60_000);
}
