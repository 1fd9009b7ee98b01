import { type APIGuildChannel, type APIGuildMember, type REST, Routes } from 'discord.js';
import type { ChannelUse } from '../common/channel-use.ts';
import type { Problem } from '../common/problems.ts';
import { codes, isRefusal, outsideError } from './faults.ts';
import { channelProblem, inviteLink, lackedFor, lacking } from './permissions.ts';
import { permissionsIn } from './permissions-in.ts';
import { badToken } from './problems.ts';
import { createRest } from './rest.ts';
import { commandsRefused } from './sync-commands.ts';

export type DiscordLook = {
  token: string;
  apiUrl: string;
  /** The server that gets the commands; the one of the main channel without it. */
  guildId?: string | undefined;
  channels: readonly ChannelUse[];
  now: () => Date;
};

/** What the token, the servers and the channels show, without connecting. */
export type DiscordState = {
  problems: Problem[];
  /** Null when the token is refused. */
  bot: { name: string; applicationId: string; inviteLink: string } | null;
  /** The server of the main channel; null when that cannot be seen. */
  guildId: string | null;
};

type Self = { id: string; username: string };
type Guild = { id: string; name: string; roles: { id: string; permissions: string }[] };
type Channel = APIGuildChannel & { guild_id?: string };

/** Asks Discord whether the bot may do what it will do, without posting anything. Throws ExternalError when Discord is away. */
export async function lookAtDiscord(options: DiscordLook): Promise<DiscordState> {
  const rest = createRest(options.token, options.apiUrl);
  try {
    return await look(rest, options);
  } catch (error) {
    const outside = outsideError(error, options.now());
    if (isRefused(outside)) return { problems: [badToken], bot: null, guildId: null };
    throw outside;
  } finally {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && 'kind' in error && error.kind === 'unauthorized';
}

async function look(rest: REST, { guildId, channels }: DiscordLook): Promise<DiscordState> {
  const self = (await rest.get(Routes.user())) as Self;
  const { id: applicationId } = (await rest.get(Routes.oauth2CurrentApplication())) as Self;
  const bot = { name: self.username, applicationId, inviteLink: inviteLink(applicationId) };
  const problems: Problem[] = [];
  let mainGuildId: string | null = null;
  for (const use of channels) {
    const seen = await lookAtChannel(rest, self, use);
    problems.push(...seen.problems);
    if (use.isMain) mainGuildId = seen.guildId;
  }
  const commandsIn = guildId ?? mainGuildId;
  if (commandsIn !== null) {
    problems.push(...(await lookAtCommands(rest, applicationId, commandsIn)));
    if (mainGuildId !== null && commandsIn !== mainGuildId) problems.push(otherServer);
  }
  return { problems, bot, guildId: mainGuildId };
}

async function lookAtChannel(
  rest: REST,
  self: Self,
  use: ChannelUse,
): Promise<{ problems: Problem[]; guildId: string | null }> {
  const routed = use.isMain ? null : use.id;
  try {
    const channel = (await rest.get(Routes.channel(use.id))) as Channel;
    const guildId = channel.guild_id ?? null;
    if (guildId === null) return { problems: [noServer(use.id)], guildId };
    const guild = (await rest.get(Routes.guild(guildId))) as Guild;
    const member = (await rest.get(Routes.guildMember(guildId, self.id))) as APIGuildMember;
    const missing = lackedFor(use, permissionsIn(channel, { guild, member }));
    return { problems: missing.length > 0 ? [lacking(missing, routed)] : [], guildId };
  } catch (error) {
    const problem = channelProblem(error, null, routed);
    if (!problem) throw error;
    return { problems: [problem], guildId: null };
  }
}

async function lookAtCommands(
  rest: REST,
  applicationId: string,
  guildId: string,
): Promise<Problem[]> {
  try {
    await rest.get(Routes.applicationGuildCommands(applicationId, guildId));
    return [];
  } catch (error) {
    if (isRefusal(error, codes.missingAccess)) return [commandsRefused];
    throw error;
  }
}

const otherServer: Problem = {
  text: 'DISCORD_GUILD_ID names another server than that of DISCORD_CHANNEL_ID.',
  hint: 'Put the id of the server of the channel there, or leave it empty.',
};

function noServer(id: string): Problem {
  return {
    text: `The Discord channel ${id} belongs to no server.`,
    hint: 'Choose a text channel of a server.',
  };
}
