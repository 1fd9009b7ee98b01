import type { Channel, Guild, User } from './guild.ts';

/** The permissions that decide something here, by the bit that stands for each. */
const permissionBits = {
  ADMINISTRATOR: 1n << 3n,
  MANAGE_GUILD: 1n << 5n,
  VIEW_CHANNEL: 1n << 10n,
  SEND_MESSAGES: 1n << 11n,
  MANAGE_MESSAGES: 1n << 13n,
  EMBED_LINKS: 1n << 14n,
  ATTACH_FILES: 1n << 15n,
  READ_MESSAGE_HISTORY: 1n << 16n,
  MENTION_EVERYONE: 1n << 17n,
  USE_APPLICATION_COMMANDS: 1n << 31n,
  MANAGE_THREADS: 1n << 34n,
  CREATE_PUBLIC_THREADS: 1n << 35n,
  SEND_MESSAGES_IN_THREADS: 1n << 38n,
  PIN_MESSAGES: 1n << 51n,
} as const;

export type PermissionName = keyof typeof permissionBits;

const everything = (1n << 53n) - 1n;

export function bitsOf(names: readonly PermissionName[]): bigint {
  return names.reduce((bits, name) => bits | permissionBits[name], 0n);
}

/** What a user may do in a channel; a thread has the rights of its parent, a DM all of them. */
export function permissionsIn(guild: Guild, user: User, channel: Channel): bigint {
  if (channel.guildId === null) return everything;
  const place = guild.channels.find(({ id }) => id === channel.parentId) ?? channel;
  const base = guildPermissions(guild, user);
  if ((base & permissionBits.ADMINISTRATOR) !== 0n) return everything;
  const roleIds = roleIdsOf(guild, user);
  let bits = base;
  const apply = (matches: (target: string) => boolean) => {
    const found = place.overwrites.filter(({ target }) => matches(target));
    for (const { deny } of found) bits &= ~deny;
    for (const { allow } of found) bits |= allow;
  };
  apply((target) => target === guild.id);
  apply((target) => roleIds.includes(target));
  apply((target) => target === user.id);
  return bits;
}

export function guildPermissions(guild: Guild, user: User): bigint {
  if (user.id === guild.ownerId) return everything;
  const member = guild.members.find((one) => one.user.id === user.id);
  if (!member) return 0n;
  const held = guild.roles.filter(({ id }) => id === guild.id || member.roleIds.includes(id));
  const bits = held.reduce((all, role) => all | role.permissions, 0n);
  return (bits & permissionBits.ADMINISTRATOR) !== 0n ? everything : bits;
}

export function may(bits: bigint, name: PermissionName): boolean {
  return (bits & permissionBits[name]) !== 0n;
}

function roleIdsOf(guild: Guild, user: User): string[] {
  return guild.members.find((one) => one.user.id === user.id)?.roleIds ?? [];
}
