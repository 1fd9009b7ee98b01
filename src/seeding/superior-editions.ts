import type { EntityManager } from '@mikro-orm/postgresql';
import { compareWithOwned } from '../releases/compare-owned.ts';
import type { Release } from '../releases/facts.ts';
import { isSeeding } from './estimate.ts';
import type { SeedingTorrent } from './torrent-rows.ts';

type Pair = { hash: string; facts: Release; otherHash: string; otherFacts: Release };

/** Of each torrent, by its info-hash, the name of one that seeds a superior edition of the same book. */
export async function superiorEditions(
  em: EntityManager,
  torrents: readonly SeedingTorrent[],
): Promise<ReadonlyMap<string, string>> {
  const seeding = new Map(
    torrents
      .filter((one) => isSeeding(one) && !one.goneAt && !one.unregisteredAt)
      .map(({ hash, name }) => [hash, name]),
  );
  const pairs = await em.execute<Pair[]>(
    `select a.qbittorrent_hash as hash, ra.facts, b.qbittorrent_hash as "otherHash", rb.facts as "otherFacts"
       from downloads a
       join downloads b on b.id <> a.id
        and (b.missing_book_id = a.missing_book_id or b.book_id = a.book_id)
       join releases ra on ra.id = a.release_id
       join releases rb on rb.id = b.release_id
      where a.qbittorrent_hash is not null and b.qbittorrent_hash is not null`,
  );
  return new Map(
    pairs.flatMap(({ hash, facts, otherHash, otherFacts }): [string, string][] => {
      const name = seeding.get(otherHash);
      return name !== undefined && isSuperior(otherFacts, facts) ? [[hash, name]] : [];
    }),
  );
}

function isSuperior(release: Release, present: Release): boolean {
  const { title, narrators, bitrateKbps, isAbridged } = present;
  const edition = { id: 0, title, narrators, bitrateKbps, isAbridged };
  return compareWithOwned(release, edition).verdict === 'superior';
}
