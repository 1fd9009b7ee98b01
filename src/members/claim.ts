import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../command/actor.ts';
import { UserError } from '../errors.ts';

const mostWrongTries = 3;

/** Makes a new one-time code while nobody in a chat is owner yet; null when somebody is. Only its digest is kept. */
export async function openClaim(
  em: EntityManager,
  options: { now: Date; minutes: number },
): Promise<string | null> {
  const owners = await em.execute<unknown[]>(`select 1 from members where role = 'owner' limit 1`);
  if (owners.length > 0) return null;
  const code = String(randomInt(100_000, 1_000_000));
  const expiresAt = new Date(options.now.getTime() + options.minutes * 60_000);
  await em.execute(
    `insert into claim_code (id, code_digest, expires_at) values (1, ?, ?)
     on conflict (id) do update set code_digest = excluded.code_digest, expires_at = excluded.expires_at, wrong_tries = 0`,
    [digest(code), expiresAt],
  );
  return code;
}

/**
 * Makes the person with the right code owner, once. Each wrong try is counted at once, whatever
 * becomes of the caller's transaction; the third voids the code. Throws UserError.
 */
export async function claim(
  em: EntityManager,
  attempt: { code: string; actor: Actor; now: Date },
): Promise<void> {
  const { code, actor, now } = attempt;
  const isRight = await em.transactional(async (inner) => {
    const [row] = await inner.execute<
      { code_digest: string; expires_at: Date; wrong_tries: number }[]
    >('select code_digest, expires_at, wrong_tries from claim_code where id = 1 for update');
    if (!row || row.expires_at <= now || row.wrong_tries >= mostWrongTries) return false;
    if (!isSame(digest(code), row.code_digest)) {
      await inner.execute('update claim_code set wrong_tries = wrong_tries + 1 where id = 1');
      return false;
    }
    await inner.execute('delete from claim_code where id = 1');
    await grant(inner, actor);
    return true;
  });
  if (isRight) return;
  throw new UserError(
    'not_allowed',
    'This code is wrong, used or too old.',
    'A restart of the bot prints a new one as long as nobody is owner; three wrong tries void it.',
  );
}

async function grant(em: EntityManager, actor: Actor): Promise<void> {
  await em.execute(
    `insert into members (platform, user_id, name, role, granted_by) values (?, ?, ?, 'owner', 'claim code')
     on conflict (platform, user_id) do update set role = 'owner', name = excluded.name, granted_by = excluded.granted_by`,
    [actor.platform, actor.id, actor.name],
  );
}

function digest(code: string): string {
  return createHash('sha256').update(code.trim()).digest('hex');
}

function isSame(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
