import type { EntityManager } from '@mikro-orm/postgresql';
import { raise } from '../alerts/raise.ts';
import { hitAndRunRisk, hitAndRunRisks } from '../alerts/words/seeding.ts';
import { announceHosts } from '../downloads/stored-torrent.ts';
import { ExternalError } from '../errors.ts';
import { deadlineOf, latestStart, owedHours, siteSeedHours, troubleOf } from './duty.ts';
import { loadTorrents, type SeedingTorrent } from './torrent-rows.ts';
import { isOfTracker } from './unregistered.ts';
import type { LookServices } from './watch.ts';

/** What a person does for a moment is no news. */
const toldAfterMs = 30 * 60_000;
/** More at once have one cause, and are one alert. */
const mostSingle = 5;

/** Notes which torrents owe seed time and do not seed, and tells each case once. */
export async function judgeTroubles(services: LookServices): Promise<void> {
  const { em, now, policy } = services;
  const { seedHours } = await policy(em());
  const torrents = await loadTorrents(em(), now(), {
    where: `t.trouble is not null
            or (t.was_complete and t.unregistered_at is null
                and t.seeding_seconds + t.earlier_seconds < ? * 3600)`,
    values: [Math.max(seedHours, siteSeedHours)],
  });
  const told: SeedingTorrent[] = [];
  for (const torrent of torrents) {
    const found = troubleOf(torrent, seedHours, now());
    const trouble = found && (await isOurs(services, torrent)) ? found : null;
    if (trouble !== torrent.trouble) await noteTrouble(em(), { ...torrent, trouble }, now());
    else if (trouble && isDue(torrent, now())) told.push(torrent);
  }
  if (told.length > 0) await tell(services, told, seedHours);
}

function isDue({ isTroubleTold, troubleSince }: SeedingTorrent, now: Date): boolean {
  const since = troubleSince?.getTime() ?? now.getTime();
  return !isTroubleTold && now.getTime() - since >= toldAfterMs;
}

/** Only the hours of our tracker's torrents are owed; what is ours by a download is. */
async function isOurs(
  { em, qbittorrent, config }: LookServices,
  { id, hash, downloadId, goneAt, isOfTracker: known }: SeedingTorrent,
): Promise<boolean> {
  if (known !== null) return known;
  if (goneAt) return downloadId !== null;
  const trackers = await qbittorrent.trackers(hash).catch((error: unknown) => {
    if (error instanceof ExternalError && error.kind === 'refused') return [];
    throw error;
  });
  const isOur = isOfTracker(trackers, announceHosts(config.settings.MAM_TRACKER_URL));
  await em().execute('update seeding_torrents set is_of_tracker = ? where id = ?', [isOur, id]);
  return isOur ?? false;
}

async function noteTrouble(
  em: EntityManager,
  { id, trouble }: Pick<SeedingTorrent, 'id' | 'trouble'>,
  now: Date,
): Promise<void> {
  await em.execute(
    'update seeding_torrents set trouble = ?, trouble_since = ?, trouble_told = false where id = ?',
    [trouble, trouble && now, id],
  );
}

async function tell(
  { em, platforms }: LookServices,
  torrents: readonly SeedingTorrent[],
  seedHours: number,
): Promise<void> {
  const risks = torrents.map((torrent) => ({
    ...torrent,
    owedHours: owedHours(torrent, seedHours),
    deadline: deadlineOf(torrent),
    latestStart: latestStart(torrent, seedHours),
  }));
  await em().transactional(async (inner) => {
    const marked = await inner.execute<{ id: number; stored: boolean }[]>(
      `update seeding_torrents t set trouble_told = true where id in (?) and not trouble_told
       returning id, exists (select 1 from downloads d
                              where d.qbittorrent_hash = t.hash and d.torrent_sealed is not null) as stored`,
      [torrents.map(({ id }) => id)],
    );
    const stored = new Map(marked.map((row) => [row.id, row.stored]));
    const due = risks.filter(({ id }) => stored.has(id));
    const [first] = due;
    if (!first) return;
    const keyOf = ({ id, trouble, troubleSince }: SeedingTorrent) =>
      `hit-and-run:${id}:${trouble}:${troubleSince?.getTime()}`;
    if (due.length > mostSingle) {
      await raise(inner, platforms, { key: `${keyOf(first)}:all`, ...hitAndRunRisks(due) });
      return;
    }
    for (const risk of due) {
      const canAdd = stored.get(risk.id) ?? false;
      const words = hitAndRunRisk({ ...risk, canAdd });
      await raise(inner, platforms, { key: keyOf(risk), ...words });
    }
  });
}
