import type { EntityManager } from '@mikro-orm/postgresql';
import { storableJson } from '../storable.ts';
import type { Release } from './facts.ts';
import { isOfTracker } from './same-release.ts';

/** Stores what was seen of several releases, and answers the ids of their rows in the same order. */
export async function saveReleases(
  em: EntityManager,
  releases: readonly Release[],
  now: Date,
): Promise<number[]> {
  if (releases.length === 0) return [];
  const keyOf = (source: string, trackerId: string) => `${source}:${trackerId}`;
  const byKey = new Map(releases.map((one) => [keyOf(one.source, one.trackerId), one]));
  // One order for everybody, so that two who store the same releases do not wait for each other.
  const seen = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, release]) => release);
  const rows = await em.execute<{ id: number; source: string; tracker_id: string }[]>(
    `insert into releases (source, tracker_id, title, facts, first_seen_at, seen_at)
     select facts ->> 'source', facts ->> 'trackerId', facts ->> 'title', facts, ?, ?
       from jsonb_array_elements(?::jsonb) facts
     on conflict (source, tracker_id) do update
       set title = excluded.title, facts = excluded.facts, seen_at = excluded.seen_at
     returning id, source, tracker_id`,
    [now, now, storableJson(seen)],
  );
  const ids = new Map(rows.map((row) => [keyOf(row.source, row.tracker_id), row.id]));
  return releases.flatMap((one) => ids.get(keyOf(one.source, one.trackerId)) ?? []);
}

/** Never take this release again. */
export async function blockRelease(
  em: EntityManager,
  release: { source: string; trackerId: string; title: string },
  by: { actor: string; reason: string; missingBookId: number | null },
): Promise<void> {
  await em.execute(
    `insert into blocklist (source, tracker_id, title, reason, missing_book_id, created_by)
     values (?, ?, ?, ?, ?, ?) on conflict (source, tracker_id) do nothing`,
    [release.source, release.trackerId, release.title, by.reason, by.missingBookId, by.actor],
  );
}

/**
 * Ids of the releases that must not be taken, as `source:tracker id`; one of the tracker is blocked
 * whoever finds it.
 */
export async function blockedReleases(em: EntityManager): Promise<Set<string>> {
  const rows = await em.execute<{ source: string; id: string }[]>(
    'select source, tracker_id as id from blocklist',
  );
  const ids = rows.flatMap(({ source, id }) =>
    isOfTracker({ trackerId: id }) ? [`mam:${id}`, `prowlarr:${id}`] : [`${source}:${id}`],
  );
  return new Set(ids);
}
