import type { Write } from './draft.ts';
import { type Channel, isThread } from './guild.ts';
import { may, type PermissionName, permissionsIn } from './permissions.ts';
import { refuse } from './refusal.ts';
import type { DiscordState } from './state.ts';

/** Refused with 50001 when the bot cannot see the channel, 50013 when it lacks a permission there. */
export function needPermissions(
  state: DiscordState,
  channel: Channel,
  ...names: PermissionName[]
): void {
  const bits = permissionsIn(state.guild, state.bot, channel);
  if (!may(bits, 'VIEW_CHANNEL')) refuse('missing-access', `cannot see ${channel.name}`);
  const missing = names.filter((name) => !may(bits, name));
  if (missing.length > 0) refuse('missing-permissions', `${missing.join(', ')} in ${channel.name}`);
}

/** What it takes to post this into the channel; people with closed direct messages refuse with 50007. */
export function needPostRights(state: DiscordState, channel: Channel, write: Write): void {
  if (channel.recipient) refuseClosed(state, channel);
  needPermissions(state, channel, isThread(channel) ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES');
  const { embeds, message_reference: reference } = write.body;
  if (Array.isArray(embeds) && embeds.length > 0) needPermissions(state, channel, 'EMBED_LINKS');
  if (write.uploads.length > 0) needPermissions(state, channel, 'ATTACH_FILES');
  if (reference) needPermissions(state, channel, 'READ_MESSAGE_HISTORY');
}

function refuseClosed(state: DiscordState, { recipient }: Channel): void {
  if (recipient === null || !recipient.hasClosedDms) return;
  refuse('dm-closed', `${recipient.name} of ${state.guild.name} takes no direct messages`);
}
