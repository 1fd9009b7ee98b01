import type { EntityManager } from '@mikro-orm/postgresql';

/** An owner has to say again that the site's rules allow reading its pages by program. */
const validDays = 90;
const name = 'rules-fetch';

export type Consent = { by: string; at: Date; until: Date };

/** The consent in force; null when there is none or its time is over. */
export async function fetchConsent(em: EntityManager, now: Date): Promise<Consent | null> {
  const [row] = await em.execute<{ given_by: string; given_at: Date }[]>(
    'select given_by, given_at from consents where name = ?',
    [name],
  );
  if (!row) return null;
  const until = new Date(row.given_at.getTime() + validDays * 86_400_000);
  return until > now ? { by: row.given_by, at: row.given_at, until } : null;
}

export async function giveFetchConsent(
  em: EntityManager,
  actor: string,
  now: Date,
): Promise<Consent> {
  await em.execute(
    `insert into consents (name, given_by, given_at) values (?, ?, ?)
     on conflict (name) do update set given_by = excluded.given_by, given_at = excluded.given_at`,
    [name, actor, now],
  );
  return { by: actor, at: now, until: new Date(now.getTime() + validDays * 86_400_000) };
}
