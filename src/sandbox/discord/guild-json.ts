import { type Channel, type Guild, isThread, type Member, type Role, type User } from './guild.ts';

type Json = Record<string, unknown>;

export function userJson(user: User): Json {
  return {
    id: user.id,
    username: user.name,
    global_name: user.isBot ? null : user.name,
    discriminator: '0',
    avatar: null,
    bot: user.isBot,
    system: false,
    public_flags: 0,
  };
}

export function memberJson({ user, roleIds, joinedAt }: Member): Json {
  return { user: userJson(user), ...bareMemberJson({ roleIds, joinedAt }) };
}

/** A member without the user, as it stands beside an author. */
export function bareMemberJson({ roleIds, joinedAt }: Omit<Member, 'user'>): Json {
  return {
    nick: null,
    avatar: null,
    roles: roleIds,
    joined_at: joinedAt.toISOString(),
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: null,
  };
}

export function roleJson({ id, name, permissions, position }: Role): Json {
  return {
    id,
    name,
    permissions: String(permissions),
    position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    mentionable: false,
    flags: 0,
  };
}

export function channelJson(channel: Channel, botId: string): Json {
  const { id, type, name, guildId } = channel;
  const lastMessageId = channel.messages.at(-1)?.id ?? null;
  const common = { id, type, last_message_id: lastMessageId, flags: 0 };
  if (guildId === null) {
    return { ...common, recipients: channel.recipient ? [userJson(channel.recipient)] : [] };
  }
  if (isThread(channel))
    return { ...common, name, guild_id: guildId, ...threadJson(channel, botId) };
  return {
    ...common,
    name,
    guild_id: guildId,
    parent_id: null,
    position: 0,
    topic: null,
    nsfw: false,
    rate_limit_per_user: 0,
    permission_overwrites: channel.overwrites.map(({ target, isRole, allow, deny }) => ({
      id: target,
      type: isRole ? 0 : 1,
      allow: String(allow),
      deny: String(deny),
    })),
  };
}

function threadJson(thread: Channel, botId: string): Json {
  return {
    parent_id: thread.parentId,
    owner_id: botId,
    message_count: thread.messages.length,
    member_count: 1,
    rate_limit_per_user: 0,
    thread_metadata: {
      archived: thread.archived,
      auto_archive_duration: thread.autoArchiveMinutes,
      archive_timestamp: new Date(0).toISOString(),
      locked: false,
    },
  };
}

/** The guild as GUILD_CREATE carries it: only the bot among the members, as without the members intent. */
export function guildJson(guild: Guild, botId: string): Json {
  const threads = guild.channels.filter(isThread).filter(({ archived }) => !archived);
  const channels = guild.channels.filter((channel) => !isThread(channel));
  const bot = guild.members.filter(({ user }) => user.id === botId);
  return {
    ...bareGuildJson(guild),
    joined_at: bot[0]?.joinedAt.toISOString() ?? null,
    large: false,
    unavailable: false,
    member_count: guild.members.length,
    members: bot.map(memberJson),
    channels: channels.map((channel) => channelJson(channel, botId)),
    threads: threads.map((thread) => channelJson(thread, botId)),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** The guild as the REST answer gives it. */
export function bareGuildJson(guild: Guild): Json {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    owner_id: guild.ownerId,
    roles: guild.roles.map(roleJson),
    emojis: [],
    stickers: [],
    features: [],
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    mfa_level: 0,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    nsfw_level: 0,
    premium_tier: 0,
    preferred_locale: 'en-US',
    region: null,
    approximate_member_count: guild.members.length,
  };
}
