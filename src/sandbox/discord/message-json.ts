import { attachmentJson } from './attachments.ts';
import { channelTypes } from './guild.ts';
import { bareMemberJson, channelJson, userJson } from './guild-json.ts';
import { hasFlag, type Message, messageFlags } from './message.ts';
import { pingableTexts, pingsIn } from './pings.ts';
import type { DiscordState } from './state.ts';

type Json = Record<string, unknown>;

/** A message as REST answers give it. */
export function messageJson(state: DiscordState, message: Message): Json {
  const { channel, repliesTo, answers, thread } = message;
  const threadFlag = thread === null ? 0 : messageFlags.hasThread;
  const privateFlag = message.onlyFor === null ? 0 : messageFlags.ephemeral;
  return {
    id: message.id,
    channel_id: channel.id,
    type: message.type,
    author: userJson(message.author),
    content: message.content,
    timestamp: message.createdAt.toISOString(),
    edited_timestamp: message.editedAt?.toISOString() ?? null,
    tts: false,
    pinned: message.isPinned,
    flags: message.flags | threadFlag | privateFlag,
    attachments: message.attachments.map(attachmentJson),
    ...withAddresses(message),
    ...mentionsJson(state, message),
    ...(message.nonce !== null && { nonce: message.nonce }),
    ...(message.author.isBot && { application_id: state.applicationId }),
    ...(thread && { thread: channelJson(thread, state.bot.id) }),
    ...(answers && {
      webhook_id: state.applicationId,
      interaction_metadata: {
        id: answers.id,
        type: answers.kind,
        user: userJson(answers.person),
        authorizing_integration_owners: {},
      },
    }),
    ...(repliesTo && {
      message_reference: { message_id: repliesTo.id, channel_id: repliesTo.channel.id },
      referenced_message: repliesTo.isDeleted ? null : messageJson(state, repliesTo),
    }),
  };
}

/** What gateway events carry beside the message itself. */
export function messageEventJson(state: DiscordState, { channel, author }: Message): Json {
  // Without the channel's type discord.js drops direct messages of channels it has not seen yet.
  if (channel.type === channelTypes.dm) return { channel_type: channel.type };
  const member = state.guild.members.find(({ user }) => user.id === author.id);
  return {
    channel_type: channel.type,
    guild_id: channel.guildId,
    ...(member && { member: bareMemberJson(member) }),
  };
}

/** Embeds and components with the addresses the uploaded files got. */
function withAddresses(message: Message): Json {
  const resolve = (_key: string, value: unknown) => {
    if (typeof value !== 'string' || !value.startsWith('attachment://')) return value;
    const name = value.slice('attachment://'.length);
    return message.attachments.find((file) => file.name === name)?.url ?? value;
  };
  const { embeds, components } = message;
  const shown = hasFlag(message, 'suppressEmbeds') ? [] : embeds;
  return {
    embeds: JSON.parse(JSON.stringify(shown), resolve) as unknown,
    components: JSON.parse(JSON.stringify(components), resolve) as unknown,
  };
}

function mentionsJson(state: DiscordState, message: Message): Json {
  const { users, roles, everyone } = pingsIn(pingableTexts(message));
  return {
    mentions: [state.bot, ...state.users].filter(({ id }) => users.includes(id)).map(userJson),
    mention_roles: roles,
    mention_everyone: everyone,
  };
}
