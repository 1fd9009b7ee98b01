import type { EntityManager } from '@mikro-orm/postgresql';
import { ConfigError } from '../errors.ts';
import { createSeal, fingerprintOf, type SealingKeys, tryToOpen } from './seal.ts';

/** Everything that is stored sealed. */
const places = [
  { table: 'tracker_session', column: 'cookie_sealed', what: 'the tracker session' },
  { table: 'seedbox_session', column: 'cookie_sealed', what: 'the seedbox session' },
  { table: 'downloads', column: 'torrent_sealed', what: 'torrent files' },
] as const;
const resealLock = 7_266_063;
const rowsAtOnce = 100;

/** How many rows were sealed anew, and how many were emptied because no key opens them. */
export type Resealed = { anew: number; forgotten: number };

/**
 * Seals with the present key whatever an earlier one has sealed, all or nothing; nothing is read while
 * the key is the one of last time. Throws ConfigError when no known key opens something, unless that may
 * be forgotten.
 */
export async function reseal(
  em: EntityManager,
  keys: SealingKeys,
  mayForget = false,
): Promise<Resealed> {
  const fingerprint = fingerprintOf(keys.present);
  return await em.transactional(async (inner) => {
    await inner.execute('select pg_advisory_xact_lock(?)', [resealLock]);
    const [known] = await inner.execute<{ is_same: boolean }[]>(
      'select fingerprint = ? as is_same from seal_key',
      [fingerprint],
    );
    if (known?.is_same && !mayForget) return { anew: 0, forgotten: 0 };
    const done = { anew: 0, forgotten: 0 };
    const lost: string[] = [];
    for (const place of places) {
      const { anew, unreadable } = await resealPlace(inner, place, keys);
      if (unreadable.length > 0) lost.push(`${place.what} (${unreadable.length})`);
      if (mayForget) await forget(inner, place, unreadable);
      done.anew += anew;
      done.forgotten += unreadable.length;
    }
    if (lost.length > 0 && !mayForget) throw new ConfigError([wrongKey(lost)]);
    await inner.execute(
      `insert into seal_key (fingerprint) values (?)
       on conflict (id) do update set fingerprint = excluded.fingerprint`,
      [fingerprint],
    );
    return done;
  });
}

type Place = (typeof places)[number];

async function resealPlace(
  em: EntityManager,
  { table, column }: Place,
  keys: SealingKeys,
): Promise<{ anew: number; unreadable: number[] }> {
  const present = createSeal(keys.present);
  const any = createSeal(keys.present, keys.earlier);
  const unreadable: number[] = [];
  let anew = 0;
  for (let after = 0; ; ) {
    const rows = await em.execute<{ id: number; sealed: Uint8Array }[]>(
      `select id, ${column} as sealed from ${table}
        where id > ? and ${column} is not null order by id limit ? for update`,
      [after, rowsAtOnce],
    );
    for (const { id, sealed } of rows) {
      const bytes = Buffer.from(sealed);
      if (tryToOpen(present, bytes)) continue;
      const content = tryToOpen(any, bytes);
      if (!content) {
        unreadable.push(id);
        continue;
      }
      await em.execute(`update ${table} set ${column} = ? where id = ?`, [
        present.close(content),
        id,
      ]);
      anew += 1;
    }
    const last = rows.at(-1);
    if (!last) return { anew, unreadable };
    after = last.id;
  }
}

/** Both sessions then begin again with what is configured, and torrent files are fetched again. */
async function forget(em: EntityManager, { table, column }: Place, ids: number[]): Promise<void> {
  for (const id of ids) await em.execute(`update ${table} set ${column} = null where id = ?`, [id]);
}

function wrongKey(lost: readonly string[]): string {
  return `SECRET_KEY: what is stored was encrypted with another key (${lost.join(', ')}); nothing was changed. Put the old key back, or into SECRET_KEY_OLD beside the new one; without SECRET_KEY it was the file secret.key in DATA_DIR. If it is lost for good: npm run reseal -- --forget`;
}
