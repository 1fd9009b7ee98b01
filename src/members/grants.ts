import type { EntityManager } from '@mikro-orm/postgresql';
import type { Role } from '../command/actor.ts';
import { UserError } from '../errors.ts';

export type Grant = {
  platform: string;
  person: string;
  name: string;
  role: Role;
  grantedBy: string;
  grantedAt: Date;
};

/** Everybody who was given a role by name, the highest roles first. */
export async function listGrants(em: EntityManager): Promise<Grant[]> {
  return await em.execute<Grant[]>(
    `select platform, user_id as person, name, role, granted_by as "grantedBy", granted_at as "grantedAt"
       from members order by array_position(array['owner', 'operator', 'member', 'viewer'], role), platform, name`,
  );
}

/** Gives a person a role in place of the one they had. Throws UserError when nobody would be owner any more. */
export async function grantRole(
  em: EntityManager,
  to: { platform: string; person: string; role: Role; by: string },
): Promise<void> {
  const { platform, person, role, by } = to;
  await lockGrants(em);
  const before = await roleOf(em, platform, person);
  if (before === 'owner' && role !== 'owner') await needAnotherOwner(em, platform, person);
  await em.execute(
    `insert into members (platform, user_id, name, role, granted_by) values (?, ?, ?, ?, ?)
     on conflict (platform, user_id) do update
       set role = excluded.role, granted_by = excluded.granted_by, granted_at = now()`,
    [platform, person, person, role, by],
  );
}

/** Takes a person's role back: they have what their groups and the default give. Throws UserError. */
export async function revokeRole(
  em: EntityManager,
  { platform, person }: { platform: string; person: string },
): Promise<void> {
  await lockGrants(em);
  const before = await roleOf(em, platform, person);
  if (before === null) {
    const text = `${person} of ${platform} was given no role.`;
    throw new UserError('not_found', text, '"members" lists who was.');
  }
  if (before === 'owner') await needAnotherOwner(em, platform, person);
  await em.execute('delete from members where platform = ? and user_id = ?', [platform, person]);
}

/** Two who take each other's role back must not leave a bot without owner. */
async function lockGrants(em: EntityManager): Promise<void> {
  await em.execute('lock table members in share row exclusive mode');
}

async function roleOf(em: EntityManager, platform: string, person: string): Promise<Role | null> {
  const [row] = await em.execute<{ role: Role }[]>(
    'select role from members where platform = ? and user_id = ?',
    [platform, person],
  );
  return row?.role ?? null;
}

async function needAnotherOwner(
  em: EntityManager,
  platform: string,
  person: string,
): Promise<void> {
  const others = await em.execute<unknown[]>(
    `select 1 from members where role = 'owner' and (platform, user_id) <> (?, ?) limit 1`,
    [platform, person],
  );
  if (others.length > 0) return;
  const text = 'This is the last owner.';
  throw new UserError('conflict', text, 'Make somebody else owner first.');
}
