import { type Client, PermissionFlagsBits } from 'discord.js';
import { codes, isRefusal } from './faults.ts';
import type { ChannelUse } from '../common/channel-use.ts';
import type { Problem } from '../common/problems.ts';
import type { Problems } from './problems.ts';

/** What the bot needs in its channel, by the names people see in Discord's settings. */
const needed = [
  ['View Channel', PermissionFlagsBits.ViewChannel],
  ['Send Messages', PermissionFlagsBits.SendMessages],
  ['Embed Links', PermissionFlagsBits.EmbedLinks],
  ['Attach Files', PermissionFlagsBits.AttachFiles],
  ['Read Message History', PermissionFlagsBits.ReadMessageHistory],
] as const;
const forThreads = [
  ['Create Public Threads', PermissionFlagsBits.CreatePublicThreads],
  ['Send Messages in Threads', PermissionFlagsBits.SendMessagesInThreads],
] as const;
const forPins = [['Pin Messages', PermissionFlagsBits.PinMessages]] as const;

/** The address with which somebody who manages a server invites the bot, with all it may ever need. */
export function inviteLink(applicationId: string): string {
  const all = [...needed, ...forThreads, ...forPins].reduce((bits, [, bit]) => bits | bit, 0n);
  const scopes = 'bot+applications.commands';
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=${scopes}&permissions=${all}`;
}

/** What is missing among `held` for what is done in a channel, by the names of Discord's settings. */
export function lackedFor(use: ChannelUse, held: bigint): string[] {
  const wanted = [...needed, ...(use.hasThreads ? forThreads : []), ...(use.hasPin ? forPins : [])];
  return wanted.filter(([, bit]) => (held & bit) === 0n).map(([name]) => name);
}

/** The permissions the bot lacks in a channel; null while the gateway has not told about it. */
export function missingPermissions(client: Client | null, channelId: string): string[] | null {
  const channel = client?.channels.cache.get(channelId);
  if (!client?.user || !channel || channel.isDMBased()) return null;
  const held = channel.permissionsFor(client.user);
  return held && needed.filter(([, bit]) => !held.has(bit)).map(([name]) => name);
}

/** The server a channel belongs to; null while the gateway has not told about it. */
export function guildOf(client: Client, channelId: string): string | null {
  const channel = client.channels.cache.get(channelId);
  return channel && !channel.isDMBased() ? channel.guildId : null;
}

/** Looks at the bot's channel before anything is posted there. Throws what the request throws. */
export async function checkChannel(
  client: Client,
  channelId: string,
  problems: Problems,
): Promise<void> {
  try {
    await client.channels.fetch(channelId);
    const missing = missingPermissions(client, channelId) ?? [];
    problems.set('channel', missing.length > 0 ? lacking(missing, null) : null);
  } catch (error) {
    const problem = channelProblem(error, null, null);
    if (!problem) throw error;
    problems.set('channel', problem);
  }
}

/** Whether it is the channel where the bot may not post. */
export function isChannelRefusal(error: unknown): boolean {
  return isRefusal(error, codes.unknownChannel, codes.missingAccess, codes.missingPermissions);
}

/** What a person has to change in Discord's settings after a refusal; null for any other error. `routed` is the channel when it is not the main one. */
export function channelProblem(
  error: unknown,
  missing: readonly string[] | null,
  routed: string | null,
): Problem | null {
  if (!isChannelRefusal(error)) return null;
  if (isRefusal(error, codes.unknownChannel)) return absent(routed);
  if (missing && missing.length > 0) return lacking(missing, routed);
  // A text alone was refused: whatever has no embed and no file needs nothing else.
  const name = isRefusal(error, codes.missingAccess) ? 'View Channel' : 'Send Messages';
  return lacking([name], routed);
}

/** The problem of permissions that are missing. */
export function lacking(names: readonly string[], routed: string | null): Problem {
  const where = routed === null ? 'its Discord channel' : `the Discord channel ${routed}`;
  return {
    text: `The bot lacks a permission in ${where}: ${names.join(', ')}.`,
    hint: "Allow it for the bot's role in the settings of the channel.",
  };
}

function absent(routed: string | null): Problem {
  if (routed === null) {
    return {
      text: 'The Discord channel of the bot does not exist.',
      hint: 'Put the id of a channel of your server into DISCORD_CHANNEL_ID and restart.',
    };
  }
  return {
    text: `The Discord channel ${routed} of ALERT_CHANNELS does not exist.`,
    hint: 'Change ALERT_CHANNELS; until then its messages come to the main channel.',
  };
}
