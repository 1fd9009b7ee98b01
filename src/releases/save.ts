import type { EntityManager } from '@mikro-orm/postgresql';
import type { Release } from './facts.ts';

/** Stores what was seen of a release, and answers its row's id. */
export async function saveRelease(em: EntityManager, release: Release, now: Date): Promise<number> {
  const rows = await em.execute<{ id: number }[]>(
    `insert into releases (source, tracker_id, title, facts, first_seen_at, seen_at)
     values (?, ?, ?, ?::jsonb, ?, ?)
     on conflict (source, tracker_id) do update
       set title = excluded.title, facts = excluded.facts, seen_at = excluded.seen_at
     returning id`,
    [release.source, release.trackerId, release.title, JSON.stringify(release), now, now],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('a release was not stored');
  return id;
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

/** Ids of the releases that must not be taken, as `source:tracker id`. */
export async function blockedReleases(em: EntityManager): Promise<Set<string>> {
  const rows = await em.execute<{ id: string }[]>(
    `select source || ':' || tracker_id as id from blocklist`,
  );
  return new Set(rows.map((row) => row.id));
}
