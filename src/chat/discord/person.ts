import { type APIInteractionGuildMember, type Client, GuildMember, type User } from 'discord.js';
import type { Actor } from '../../command/actor.ts';
import { UserError } from '../../errors.ts';
import { codes, isRefusal, outsideError } from './faults.ts';
import { cutLine } from './text.ts';

/** Somebody as Discord knows them; `groups` are the ids of their roles in the server. */
export type Person = { platform: 'discord'; id: string; name: string; groups: string[] };
type Member = GuildMember | APIInteractionGuildMember;

const longestName = 80;

export type Place = {
  client: Client<true>;
  /** The server the bot belongs to; null while it is not known. */
  homeGuildId: string | null;
  identify: (person: Person) => Promise<Actor>;
  now: () => Date;
};

/** Who did something here, with the roles they have in the bot's server. Throws UserError for people of another server, ExternalError when Discord does not tell their roles. */
export async function actorOf(
  { user, member, guildId }: { user: User; member: Member | null; guildId: string | null },
  place: Place,
): Promise<Actor> {
  const { homeGuildId, identify } = place;
  if (guildId !== null && homeGuildId !== null && guildId !== homeGuildId) {
    throw new UserError(
      'not_allowed',
      'This bot serves another server.',
      'Use it there, or write to it in direct messages.',
    );
  }
  const known = member ?? (await memberAtHome(user.id, place));
  const nick = known instanceof GuildMember ? known.nickname : known?.nick;
  return await identify(personOf(user, nick, groupsOf(known)));
}

/** Somebody by the name they go by in the server. */
export function personOf(
  { id, displayName }: Pick<User, 'id' | 'displayName'>,
  nick: string | null | undefined,
  groups: string[],
): Person {
  const name = cutLine(nick ?? displayName, longestName) || id;
  return { platform: 'discord', id, name, groups };
}

function groupsOf(member: Member | null): string[] {
  if (!member) return [];
  return member instanceof GuildMember ? [...member.roles.cache.keys()] : member.roles;
}

/** One member asked for by id, which needs no privileged intent; null for somebody who is not there. */
async function memberAtHome(
  userId: string,
  { client, homeGuildId, now }: Place,
): Promise<GuildMember | null> {
  const guild = homeGuildId === null ? undefined : client.guilds.cache.get(homeGuildId);
  try {
    return (await guild?.members.fetch({ user: userId, force: true, cache: false })) ?? null;
  } catch (error) {
    if (isRefusal(error, codes.unknownMember)) return null;
    throw outsideError(error, now());
  }
}
