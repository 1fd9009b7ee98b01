import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor, Role } from '../command/actor.ts';
import { highestRole, type RoleMap } from './roles.ts';

/** Somebody as a chat platform knows them; `groups` are the ids of their roles or user groups there. */
export type ChatUser = { platform: string; id: string; name: string; groups: readonly string[] };

/** Who a chat user is here: the highest of their own role, those of their groups, and the default. */
export async function identify(
  em: EntityManager,
  user: ChatUser,
  { roleMap, defaultRole }: { roleMap: RoleMap; defaultRole: Role },
): Promise<Actor> {
  const rows = await em.execute<{ role: Role }[]>(
    'select role from members where platform = ? and user_id = ?',
    [user.platform, user.id],
  );
  const known = [rows[0]?.role, ...[user.id, ...user.groups].map((id) => roleMap.get(id))];
  const { platform, id, name } = user;
  return { platform, id, name, role: highestRole(known, defaultRole) };
}
