import { type DiscordState, lookAtDiscord } from '../chat/discord/look.ts';
import { messageOf } from '../errors.ts';
import { type Found, ok } from '../setup/finding.ts';
import type { Asker } from './asker.ts';
import { type Draft, untilWell } from './draft.ts';
import { askOwner } from './ask-owner.ts';
import { wordsOf } from './words.ts';

const now = () => new Date();
const id = /^\d{5,20}$/;

/** The bot in Discord: token, invitation, channel, owner. */
export async function askDiscord(asker: Asker, draft: Draft): Promise<void> {
  asker.explain('Discord', [
    'Open https://discord.com/developers/applications and press New Application.',
    'Under Bot press Reset Token and copy it. Leave all Privileged Gateway Intents off.',
  ]);
  await untilWell(asker, () => askToken(asker, draft));
  asker.explain('Channel', [
    'Open the invitation above, choose your server, leave every permission ticked.',
    'Then Discord settings, Advanced, Developer Mode on: a right click copies ids.',
  ]);
  await untilWell(asker, () => askChannel(asker, draft));
  await askOwner(asker, draft, { chat: 'Discord', name: 'DISCORD_ROLES', form: id });
}

async function askToken(asker: Asker, draft: Draft): Promise<Found> {
  const present = draft.present('DISCORD_TOKEN');
  draft.values.set('DISCORD_TOKEN', await asker.secret('DISCORD_TOKEN', 'Bot token', { present }));
  const seen = await look(draft, []);
  if (!('bot' in seen)) return seen;
  if (!seen.bot) return wordsOf(seen.problems);
  asker.print(`Invitation: ${seen.bot.inviteLink}`);
  return ok(`The token is that of ${seen.bot.name}.`);
}

async function askChannel(asker: Asker, draft: Draft): Promise<Found> {
  const initial = draft.present('DISCORD_CHANNEL_ID');
  const message = 'Id of the channel for proposals and alerts';
  const channel = await asker.text('DISCORD_CHANNEL_ID', message, { initial, form: id });
  draft.values.set('DISCORD_CHANNEL_ID', channel);
  const seen = await look(draft, [{ id: channel, isMain: true, hasThreads: true, hasPin: true }]);
  if (!('bot' in seen)) return seen;
  if (seen.guildId !== null) draft.values.set('DISCORD_GUILD_ID', seen.guildId);
  return seen.problems.length > 0
    ? wordsOf(seen.problems)
    : ok('The bot may do there all it has to.');
}

async function look(
  draft: Draft,
  channels: Parameters<typeof lookAtDiscord>[0]['channels'],
): Promise<DiscordState | Found> {
  const { DISCORD_TOKEN: token = '', DISCORD_API_URL: apiUrl } = draft.config().settings;
  try {
    return await lookAtDiscord({ token, apiUrl, channels, now });
  } catch (error) {
    return { state: 'bad', text: messageOf(error), hint: 'Is Discord reachable from here?' };
  }
}
