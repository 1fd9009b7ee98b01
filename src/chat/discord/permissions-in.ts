import { type APIGuildChannel, type APIGuildMember, PermissionFlagsBits } from 'discord.js';

type Holder = {
  guild: { id: string; roles: readonly { id: string; permissions: string }[] };
  member: Pick<APIGuildMember, 'roles'> & { user: { id: string } };
};

/** What a member may do in a channel, as Discord works it out: roles first, then what the channel says of everyone, of roles, of the member. */
export function permissionsIn(
  channel: Pick<APIGuildChannel, 'permission_overwrites'>,
  { guild, member }: Holder,
): bigint {
  const held = guild.roles.filter(({ id }) => id === guild.id || member.roles.includes(id));
  const base = held.reduce((bits, { permissions }) => bits | BigInt(permissions), 0n);
  if ((base & PermissionFlagsBits.Administrator) !== 0n) return ~0n;
  const isAbout: ((id: string) => boolean)[] = [
    (id) => id === guild.id,
    (id) => member.roles.includes(id),
    (id) => id === member.user.id,
  ];
  return isAbout.reduce((bits, fits) => {
    const said = (channel.permission_overwrites ?? []).filter(({ id }) => fits(id));
    const denied = said.reduce((all, { deny }) => all | BigInt(deny), 0n);
    const allowed = said.reduce((all, { allow }) => all | BigInt(allow), 0n);
    return (bits & ~denied) | allowed;
  }, base);
}
