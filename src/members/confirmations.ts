import type { EntityManager } from '@mikro-orm/postgresql';

/** Remembers a call that waits to be confirmed, by the digest of all that makes it this one call. */
export async function keepConfirmation(
  em: EntityManager,
  digest: string,
  expiresAt: Date,
): Promise<void> {
  await em.execute('insert into confirmations (digest, expires_at) values (?, ?)', [
    digest,
    expiresAt,
  ]);
}

/** Whether this very call waited for its confirmation; true once, however many ask. */
export async function takeConfirmation(
  em: EntityManager,
  digest: string,
  now: Date,
): Promise<boolean> {
  const taken = await em.execute<unknown[]>(
    'delete from confirmations where digest = ? and expires_at > ? returning digest',
    [digest, now],
  );
  return taken.length > 0;
}
