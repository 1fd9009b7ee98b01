import type { Message } from './message.ts';
import { bitsOf, type PermissionName } from './permissions.ts';

export type User = {
  id: string;
  name: string;
  isBot: boolean;
  /** Nobody can write to a person who closed the direct messages. */
  hasClosedDms: boolean;
};

export type Role = { id: string; name: string; permissions: bigint; position: number };

export type Member = { user: User; roleIds: string[]; joinedAt: Date };

export type Overwrite = { target: string; isRole: boolean; allow: bigint; deny: bigint };

export const channelTypes = { text: 0, dm: 1, publicThread: 11 } as const;

export type Channel = {
  id: string;
  type: (typeof channelTypes)[keyof typeof channelTypes];
  name: string;
  /** Null for direct messages. */
  guildId: string | null;
  /** The channel a thread hangs in. */
  parentId: string | null;
  /** The other person of direct messages. */
  recipient: User | null;
  overwrites: Overwrite[];
  /** Everything everyone can see, oldest first; private answers are not here. */
  messages: Message[];
  archived: boolean;
  autoArchiveMinutes: number;
  typingCount: number;
};

export type Guild = {
  id: string;
  name: string;
  ownerId: string;
  roles: Role[];
  channels: Channel[];
  members: Member[];
};

export type RoleOptions = { name: string; permissions?: PermissionName[] };

export type GuildOptions = {
  name?: string;
  channels?: string[];
  roles?: RoleOptions[];
  /** The bits of the invite link; without them what the README's link asks for. */
  botPermissions?: bigint;
};

export type MemberOptions = {
  name: string;
  /** Role names; nobody has one by himself. */
  roles?: string[];
  /** Shares no server with the bot and meets it in direct messages only. */
  isOutside?: boolean;
};

const everyonePermissions = bitsOf([
  'VIEW_CHANNEL',
  'SEND_MESSAGES',
  'READ_MESSAGE_HISTORY',
  'USE_APPLICATION_COMMANDS',
  'SEND_MESSAGES_IN_THREADS',
]);

/** View, send, embed, attach, read history, threads, send in threads, pin. */
const invitedPermissions = 2_252_109_051_448_320n;

const usualRoles: RoleOptions[] = [{ name: 'owner' }, { name: 'operator' }, { name: 'member' }];

/** A server with its roles and channels, the bot in it and nobody else yet. */
export function createGuild(
  options: GuildOptions,
  bot: User,
  newId: () => string,
  now: Date,
): Guild {
  const id = newId();
  const everyone = { id, name: '@everyone', permissions: everyonePermissions, position: 0 };
  const named = (options.roles ?? usualRoles).map((role, index) => ({
    id: newId(),
    name: role.name,
    permissions: bitsOf(role.permissions ?? []),
    position: index + 1,
  }));
  const botRole = {
    id: newId(),
    name: bot.name,
    permissions: options.botPermissions ?? invitedPermissions,
    position: named.length + 1,
  };
  return {
    id,
    name: options.name ?? 'The Listening Room',
    ownerId: newId(),
    roles: [everyone, ...named, botRole],
    channels: (options.channels ?? ['books', 'general']).map((name) =>
      createChannel({ id: newId(), name, guildId: id }),
    ),
    members: [{ user: bot, roleIds: [botRole.id], joinedAt: now }],
  };
}

export function createChannel(
  given: Pick<Channel, 'id' | 'name' | 'guildId'> & Partial<Channel>,
): Channel {
  return {
    type: channelTypes.text,
    parentId: null,
    recipient: null,
    overwrites: [],
    messages: [],
    archived: false,
    autoArchiveMinutes: 1440,
    typingCount: 0,
    ...given,
  };
}

export function isThread(channel: Channel): boolean {
  return channel.type === channelTypes.publicThread;
}
