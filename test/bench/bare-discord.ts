// An echo bot as the manual of discord.js makes it: one button, and an answer to its press and to /help.
import { once } from 'node:events';
import { createServer } from 'node:http';
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  GatewayIntentBits,
  MessageFlags,
} from 'discord.js';

const { DISCORD_API_URL: api = '', DISCORD_TOKEN: token } = process.env;
const { DISCORD_GUILD_ID: guildId = '', DISCORD_CHANNEL_ID: channelId = '' } = process.env;
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });
client.on('interactionCreate', (interaction) => {
  if (!interaction.isButton() && !interaction.isChatInputCommand()) return;
  void interaction.reply({ content: 'Because.', flags: MessageFlags.Ephemeral });
});
const ready = once(client, 'clientReady');
await client.login(token);
await ready;
await client.application?.commands.set(
  [{ name: 'help', description: 'What you can ask' }],
  guildId,
);
const channel = await client.channels.fetch(channelId);
const why = new ButtonBuilder().setCustomId('why').setLabel('Why').setStyle(ButtonStyle.Primary);
const row = new ActionRowBuilder<ButtonBuilder>().addComponents(why);
if (channel?.isSendable()) await channel.send({ content: 'A book', components: [row] });
createServer((_request, response) => response.end()).listen(process.env['HTTP_PORT']);

process.once('SIGTERM', () => process.exit(0));
