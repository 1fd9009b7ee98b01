// The least a program can do to post what a transaction announces: LISTEN, and one call of each library.
import { createServer } from 'node:http';
import bolt from '@slack/bolt';
import { REST, Routes } from 'discord.js';
import pg from 'pg';

const { DISCORD_API_URL = '', DISCORD_TOKEN = '', DISCORD_CHANNEL_ID = '' } = process.env;
const { SLACK_API_URL = '', SLACK_BOT_TOKEN = '', SLACK_CHANNEL_ID = '' } = process.env;
const rest = new REST({ api: DISCORD_API_URL }).setToken(DISCORD_TOKEN);
const slack = new bolt.webApi.WebClient(SLACK_BOT_TOKEN, { slackApiUrl: SLACK_API_URL });
const listener = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
await listener.connect();
await listener.query('listen discord');
await listener.query('listen slack');
listener.on('notification', ({ channel, payload: text = '' }) => {
  if (channel === 'slack') void slack.chat.postMessage({ channel: SLACK_CHANNEL_ID, text });
  else void rest.post(Routes.channelMessages(DISCORD_CHANNEL_ID), { body: { content: text } });
});
createServer((_request, response) => response.end()).listen(process.env['HTTP_PORT']);

process.once('SIGTERM', () => process.exit(0));
