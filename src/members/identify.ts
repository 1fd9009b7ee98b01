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
  const [row] = await em.execute<{ role: Role | null; prefersPrivate: boolean | null }[]>(
    `select m.role, p.private_answers as "prefersPrivate" from (values (?, ?)) asker (platform, id)
       left join members m on m.platform = asker.platform and m.user_id = asker.id
       left join preferences p on p.platform = asker.platform and p.person = asker.id`,
    [user.platform, user.id],
  );
  const known = [row?.role ?? undefined, ...[user.id, ...user.groups].map((id) => roleMap.get(id))];
  const { platform, id, name } = user;
  const role = highestRole(known, defaultRole);
  return { platform, id, name, role, ...(row?.prefersPrivate ? { prefersPrivate: true } : {}) };
}
