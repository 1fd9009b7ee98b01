import type { EntityManager } from '@mikro-orm/postgresql';
import { storableJson } from '../storable.ts';

const triesAllowed = 5;
const lockedMinutes = 15;

/** Who is signed in, by digests only. */
export type WebSession = { digest: string; keyDigest: string; expiresAt: Date };

/**
 * Counts a try to sign in from an address before it is judged. Null while there may be more of them,
 * else the moment from which the address may try again.
 */
export async function countTry(
  em: EntityManager,
  address: string,
  now: Date,
): Promise<Date | null> {
  const since = new Date(now.getTime() - lockedMinutes * 60_000);
  const [row] = await em.execute<{ tries: number; began_at: Date }[]>(
    `insert into sign_in_tries (address, tries, began_at) values (?, 1, ?)
     on conflict (address) do update set
       tries = case when sign_in_tries.began_at <= ? then 1 else sign_in_tries.tries + 1 end,
       began_at = case when sign_in_tries.began_at <= ? then excluded.began_at
                       else sign_in_tries.began_at end
     returning tries, began_at`,
    [address, now, since, since],
  );
  if (!row || row.tries <= triesAllowed) return null;
  return new Date(row.began_at.getTime() + lockedMinutes * 60_000);
}

/** Keeps a new session; the tries of its address are forgotten. */
export async function openSession(
  em: EntityManager,
  { digest, keyDigest, expiresAt }: WebSession,
  address: string,
): Promise<void> {
  await em.transactional(async (inner) => {
    await inner.execute(
      'insert into web_sessions (digest, key_digest, expires_at) values (?, ?, ?)',
      [digest, keyDigest, expiresAt],
    );
    await inner.execute('delete from sign_in_tries where address = ?', [address]);
  });
}

/** The digest of the key a session was opened with; null when it is over. */
export async function findSession(
  em: EntityManager,
  digest: string,
  now: Date,
): Promise<string | null> {
  const [row] = await em.execute<{ key_digest: string }[]>(
    'select key_digest from web_sessions where digest = ? and expires_at > ?',
    [digest, now],
  );
  return row?.key_digest ?? null;
}

export async function closeSession(em: EntityManager, digest: string): Promise<void> {
  await em.execute('delete from web_sessions where digest = ?', [digest]);
}

/** Ends every session that was opened with this key. */
export async function closeSessionsOf(em: EntityManager, keyDigest: string): Promise<void> {
  await em.execute('delete from web_sessions where key_digest = ?', [keyDigest]);
}

/** Keeps what the next page of a session shows; a notice nobody saw yet gives way. */
export async function leaveNotice(
  em: EntityManager,
  digest: string,
  notice: unknown,
): Promise<void> {
  await em.execute('update web_sessions set notice = ?::jsonb where digest = ?', [
    storableJson(notice),
    digest,
  ]);
}

/** What was left for the next page of a session, once. */
export async function takeNotice(em: EntityManager, digest: string): Promise<unknown> {
  const [row] = await em.execute<{ notice: unknown }[]>(
    `with before as (select digest, notice from web_sessions where digest = ? for update)
     update web_sessions s set notice = null from before
      where s.digest = before.digest and before.notice is not null
     returning before.notice`,
    [digest],
  );
  return row?.notice ?? null;
}
