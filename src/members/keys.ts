import { createHash, randomBytes } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor, Role } from '../command/actor.ts';
import { UserError } from '../errors.ts';
import { closeSessionsOf } from './web-sessions.ts';

export type ApiKey = {
  name: string;
  role: Role;
  madeBy: string;
  madeAt: Date;
  usedAt: Date | null;
};

const keyBytes = 32;
const mostKeys = 100;
/** When a key was used is worth knowing to the hour, not a write with every request. */
const usedAgainMinutes = 60;

/** The keys that open the API, without the keys themselves. */
export async function listKeys(em: EntityManager): Promise<ApiKey[]> {
  return await em.execute<ApiKey[]>(
    `select name, role, made_by as "madeBy", made_at as "madeAt", used_at as "usedAt"
       from api_keys where revoked_at is null order by name`,
  );
}

/** Makes a key; it is told this once, and only its digest is kept. Throws UserError for a name that is taken. */
export async function makeKey(
  em: EntityManager,
  { name, role, by }: { name: string; role: Role; by: string },
): Promise<string> {
  const key = `sw_${randomBytes(keyBytes).toString('base64url')}`;
  await em.execute('lock table api_keys in share row exclusive mode');
  const known = await listKeys(em);
  if (known.some((one) => one.name.toLowerCase() === name.toLowerCase())) {
    const text = `There is a key "${name}" already.`;
    throw new UserError('conflict', text, 'Take it back first, or choose another name.');
  }
  if (known.length >= mostKeys) {
    throw new UserError('conflict', `There are ${mostKeys} keys.`, 'Take one back first.');
  }
  await em.execute('insert into api_keys (name, digest, role, made_by) values (?, ?, ?, ?)', [
    name,
    digestOf(key),
    role,
    by,
  ]);
  return key;
}

/** Takes a key back, at once and for good; who signed in with it is signed out. Throws UserError. */
export async function revokeKey(
  em: EntityManager,
  { name, by, now }: { name: string; by: string; now: Date },
): Promise<void> {
  const [gone] = await em.execute<{ digest: string }[]>(
    `update api_keys set revoked_at = ?, revoked_by = ?
      where lower(name) = lower(?) and revoked_at is null returning encode(digest, 'hex') as digest`,
    [now, by, name],
  );
  if (gone) return await closeSessionsOf(em, gone.digest);
  throw new UserError(
    'not_found',
    `There is no key "${name}".`,
    '"members" lists those there are.',
  );
}

/** Whose key has this digest; null for one that is unknown or was taken back. */
export async function actorOfKey(
  em: EntityManager,
  digest: Buffer,
  now: Date,
): Promise<Actor | null> {
  const [row] = await em.execute<{ id: number; name: string; role: Role; isUsed: boolean }[]>(
    `select id, name, role, used_at > ?::timestamptz as "isUsed" from api_keys
      where digest = ? and revoked_at is null`,
    [new Date(now.getTime() - usedAgainMinutes * 60_000), digest],
  );
  if (!row) return null;
  if (!row.isUsed) await em.execute('update api_keys set used_at = ? where id = ?', [now, row.id]);
  return { id: `key:${row.id}`, name: `API key ${row.name}`, platform: 'rest', role: row.role };
}

/** Keys are random and long: a plain digest cannot be guessed back. */
function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
