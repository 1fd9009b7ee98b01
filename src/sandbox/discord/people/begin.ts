import { type Channel, channelTypes, type User } from '../guild.ts';
import { channelJson, memberJson, userJson } from '../guild-json.ts';
import { hasFailed, type Interaction } from '../interaction.ts';
import type { Message } from '../message.ts';
import { messageJson } from '../message-json.ts';
import { permissionsIn } from '../permissions.ts';
import type { DiscordState } from '../state.ts';

type Json = Record<string, unknown>;

export type Deed = {
  kind: Interaction['kind'];
  name: string;
  person: User;
  channel: Channel;
  source?: Message | null;
  data: Json;
};

const attachmentLimitBytes = 10 * 1024 * 1024;

/** Tells the bot what a person did; the clock for the first answer runs from here. */
export function beginInteraction(state: DiscordState, deed: Deed): Interaction {
  const { kind, name, person, channel, source = null } = deed;
  const interaction: Interaction = {
    id: state.newId(),
    token: `interaction-${state.newId()}`,
    kind,
    name,
    person,
    channel,
    source,
    createdAt: state.now(),
    wasDelivered: false,
    answer: null,
    toldAtMs: performance.now(),
    answeredAtMs: null,
    shownAtMs: null,
    hasFailed: false,
    original: null,
    followUps: [],
    firstShown: null,
    modal: null,
    choices: null,
  };
  state.interactions.push(interaction);
  interaction.wasDelivered = state.dispatch(
    'INTERACTION_CREATE',
    eventJson(state, interaction, deed),
  );
  setTimeout(() => hasFailed(state, interaction), state.deadlineMs + 1).unref();
  return interaction;
}

function eventJson(state: DiscordState, interaction: Interaction, { data }: Deed): Json {
  const { id, token, kind, channel, source } = interaction;
  const botBits = permissionsIn(state.guild, state.bot, channel);
  return {
    id,
    token,
    type: kind,
    version: 1,
    application_id: state.applicationId,
    data,
    channel_id: channel.id,
    channel: channelJson(channel, state.bot.id),
    app_permissions: String(botBits),
    locale: 'en-US',
    entitlements: [],
    authorizing_integration_owners: { '0': channel.guildId ?? '0' },
    context: channel.type === channelTypes.dm ? 1 : 0,
    attachment_size_limit: attachmentLimitBytes,
    ...(source && { message: messageJson(state, source) }),
    ...personJson(state, interaction),
  };
}

/** In a server the member with what it may do in the channel, in direct messages just the user. */
function personJson(state: DiscordState, { person, channel }: Interaction): Json {
  const member = state.guild.members.find(({ user }) => user === person);
  if (channel.guildId === null || !member) return { user: userJson(person) };
  const bits = permissionsIn(state.guild, person, channel);
  return {
    guild_id: state.guild.id,
    guild: { id: state.guild.id, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    member: { ...memberJson(member), permissions: String(bits) },
  };
}
