import type { EntityManager } from '@mikro-orm/postgresql';
import type { CategoryMark } from '../clients/qbittorrent/category-watch.ts';
import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import type { Services } from '../services.ts';

export type WatchServices = Pick<Services, 'em' | 'now' | 'config' | 'qbittorrent'>;

/** Torrents nobody has dealt with; `seen` is called when all of them are, so that they are not looked at again. */
export type Newcomers = { torrents: TorrentState[]; seen: () => Promise<void> };

type WatchedCategory = CategoryMark & { lookAfter: Date };

const nobody: Newcomers = { torrents: [], seen: async () => undefined };
/** Looking takes at most this share of the client's time, however many torrents it has. */
const restPerLook = 100;

/**
 * The torrents that joined our category by somebody else's hand. What is there at the first look at a
 * category was there before us: it counts as known and is left alone for ever.
 */
export async function findNewcomers(services: WatchServices): Promise<Newcomers> {
  const { qbittorrent, now } = services;
  if (!qbittorrent) return nobody;
  const key = keyOf(services);
  const watched = await readWatched(services.em(), key);
  if (watched && !(await qbittorrent.hasCategoryChanged(key.category, watched))) return nobody;
  const { torrents, mark } = await qbittorrent.readCategory(key.category);
  if (!watched) {
    await services.em().transactional(async (em) => {
      await storeKnown(em, torrents, now());
      await storeMark(em, key, mark, now());
    });
    return nobody;
  }
  const unknown = await unknownHashes(services.em(), torrents);
  return {
    torrents: torrents
      .filter(({ hash }) => unknown.has(hash))
      .sort((a, b) => Number(a.addedAt) - Number(b.addedAt)),
    seen: () => storeMark(services.em(), key, mark, now()),
  };
}

/** Whether `findNewcomers` is worth a call, at the cost of a small request. */
export async function mayHaveNewcomers(services: WatchServices): Promise<boolean> {
  const { qbittorrent, now } = services;
  if (!qbittorrent) return false;
  const key = keyOf(services);
  const watched = await readWatched(services.em(), key);
  if (!watched) return true;
  const startedAt = now();
  if (watched.lookAfter > startedAt) return false;
  const hasChanged = await qbittorrent.hasCategoryChanged(key.category, watched);
  const tookMs = now().getTime() - startedAt.getTime();
  await services
    .em()
    .execute('update watched_categories set look_after = ? where client = ? and category = ?', [
      new Date(startedAt.getTime() + restPerLook * tookMs),
      key.client,
      key.category,
    ]);
  return hasChanged;
}

/** Torrents that are never adopted. */
export async function storeKnown(
  em: EntityManager,
  torrents: readonly Pick<TorrentState, 'hash'>[],
  now: Date,
): Promise<void> {
  await em.execute(
    `insert into known_torrents (hash, known_since)
     select l.hash, ? from jsonb_array_elements_text(?::jsonb) l (hash) on conflict (hash) do nothing`,
    [now, JSON.stringify(torrents.map(({ hash }) => hash))],
  );
}

type Key = { client: string; category: string };

function keyOf({ config }: WatchServices): Key {
  return { client: config.settings.QB_URL ?? '', category: config.settings.QB_CATEGORY };
}

async function readWatched(em: EntityManager, key: Key): Promise<WatchedCategory | null> {
  const rows = await em.execute<WatchedCategory[]>(
    `select torrent_count as count, newest_added_on as "newestAddedOn", look_after as "lookAfter"
       from watched_categories where client = ? and category = ?`,
    [key.client, key.category],
  );
  return rows[0] ?? null;
}

async function storeMark(
  em: EntityManager,
  { client, category }: Key,
  { count, newestAddedOn }: CategoryMark,
  now: Date,
): Promise<void> {
  await em.execute(
    `insert into watched_categories (client, category, watched_since, torrent_count, newest_added_on)
     values (?, ?, ?, ?, ?)
     on conflict (client, category) do update
       set torrent_count = excluded.torrent_count, newest_added_on = excluded.newest_added_on`,
    [client, category, now, count, newestAddedOn],
  );
}

/** Neither ours nor known. */
async function unknownHashes(
  em: EntityManager,
  torrents: readonly TorrentState[],
): Promise<ReadonlySet<string>> {
  const rows = await em.execute<{ hash: string }[]>(
    `select l.hash from jsonb_array_elements_text(?::jsonb) l (hash)
      where not exists (select 1 from downloads d where d.qbittorrent_hash = l.hash)
        and not exists (select 1 from known_torrents k where k.hash = l.hash)`,
    [JSON.stringify(torrents.map(({ hash }) => hash))],
  );
  return new Set(rows.map((row) => row.hash));
}
