// An echo bot as the manual of Bolt makes it: one button, and an answer to its press and to /shelf.
import { createServer } from 'node:http';
import bolt from '@slack/bolt';

const app = new bolt.App({
  token: process.env['SLACK_BOT_TOKEN'] ?? '',
  appToken: process.env['SLACK_APP_TOKEN'] ?? '',
  socketMode: true,
  clientOptions: { slackApiUrl: process.env['SLACK_API_URL'] ?? '' },
});
app.command('/shelf', async ({ ack, respond }) => {
  await ack();
  await respond('Because.');
});
app.action('why', async ({ ack, respond }) => {
  await ack();
  await respond({ text: 'Because.', replace_original: false });
});
await app.start();
await app.client.chat.postMessage({
  channel: process.env['SLACK_CHANNEL_ID'] ?? '',
  text: 'A book',
  blocks: [
    { type: 'section', text: { type: 'mrkdwn', text: 'A book' } },
    {
      type: 'actions',
      elements: [{ type: 'button', action_id: 'why', text: { type: 'plain_text', text: 'Why' } }],
    },
  ],
});
createServer((_request, response) => response.end()).listen(process.env['HTTP_PORT']);

process.once('SIGTERM', () => process.exit(0));
