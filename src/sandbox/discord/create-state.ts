import { createCommandBook } from './commands.ts';
import { createGuild, type GuildOptions, type MemberOptions, type User } from './guild.ts';
import { createIds } from './snowflake.ts';
import type { DiscordState } from './state.ts';

export type StateOptions = {
  applicationId?: string;
  token?: string;
  guild?: GuildOptions;
  members?: MemberOptions[];
  now?: () => Date;
  /** How long the first answer to an interaction may take; Discord gives 3 s. */
  deadlineMs?: number;
};

const usualMembers: MemberOptions[] = [
  { name: 'olga', roles: ['owner'] },
  { name: 'oscar', roles: ['operator'] },
  { name: 'mia', roles: ['member'] },
  { name: 'sam' },
  { name: 'otto', isOutside: true },
];

/** A Discord nobody has connected to yet. */
export function createState(options: StateOptions): DiscordState {
  const { now = () => new Date() } = options;
  const newId = createIds(now);
  const applicationId = options.applicationId ?? newId();
  const bot = { id: applicationId, name: 'Shelfwarden', isBot: true, hasClosedDms: false };
  const guild = createGuild(options.guild ?? {}, bot, newId, now());
  const users: User[] = [];
  for (const { name, roles = [], isOutside = false } of options.members ?? usualMembers) {
    const user = { id: newId(), name, isBot: false, hasClosedDms: false };
    users.push(user);
    const roleIds = roles.map((role) => named(guild.roles, role).id);
    if (!isOutside) guild.members.push({ user, roleIds, joinedAt: now() });
  }
  return {
    url: '',
    token: options.token ?? 'token-of-shelfwarden',
    applicationId,
    bot,
    guild,
    users,
    directMessages: [],
    commands: createCommandBook(),
    interactions: [],
    identifies: [],
    violations: [],
    files: new Map(),
    deadlineMs: options.deadlineMs ?? 3000,
    now,
    newId,
    dispatch: () => false,
  };
}

/** The thing of that name; throws when there is none. */
export function named<Thing extends { name: string }>(
  things: readonly Thing[],
  name: string,
): Thing {
  const found = things.find((thing) => thing.name === name);
  if (!found) throw new Error(`No ${name} among ${things.map((one) => one.name).join(', ')}`);
  return found;
}
