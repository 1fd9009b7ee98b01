import type { EntityManager } from '@mikro-orm/postgresql';
import { mayAct, type Role } from '../command/actor.ts';
import type { RoleMap } from './roles.ts';

export type ChatRights = { platform: string; roleMap: RoleMap; defaultRole: Role };

/** The chats in which nobody may approve: neither by a listed id, nor by a grant, nor by default. */
export async function chatsWithoutApprover(
  em: EntityManager,
  chats: readonly ChatRights[],
): Promise<string[]> {
  const granted = await em.execute<{ platform: string }[]>(
    `select distinct platform from members where role in ('operator', 'owner')`,
  );
  const known = new Set(granted.map((row) => row.platform));
  const lacks = ({ platform, roleMap, defaultRole }: ChatRights) =>
    !known.has(platform) &&
    ![defaultRole, ...roleMap.values()].some((role) => mayAct(role, 'operator'));
  return chats.filter(lacks).map(({ platform }) => platform);
}
