import { expect, onTestFinished, test } from 'vitest';
import { lookAtSlack, type SlackLook } from '../../../src/chat/slack/look.ts';
import { defaultExtraCommands, slackManifest } from '../../../src/chat/slack/manifest.ts';
import { discoverCommands } from '../../../src/command/discover.ts';
import {
  type SlackOptions,
  type SlackStandIn,
  startSlack,
} from '../../../src/sandbox/slack/index.ts';

async function open(options: SlackOptions = {}): Promise<SlackStandIn> {
  const slack = await startSlack({ manifest, ...options });
  onTestFinished(slack.stop);
  return slack;
}

const manifest = slackManifest({
  commands: await discoverCommands(),
  slashCommand: '/shelf',
  extraCommands: defaultExtraCommands,
  requestUrl: null,
  hasGroupRoles: false,
});

function look(slack: SlackStandIn, channel: string, changes: Partial<SlackLook> = {}) {
  const { id } = slack.channel(channel);
  return lookAtSlack({
    botToken: slack.tokens.bot,
    appToken: slack.tokens.app,
    apiUrl: `${slack.url}/api/`,
    hasGroupRoles: false,
    channels: [{ id, isMain: true, hasThreads: true, hasPin: true }],
    now: () => new Date(),
    ...changes,
  });
}

test('an app made by our manifest and invited into its channel lacks nothing', async () => {
  const slack = await open();

  expect(await look(slack, 'books')).toEqual([]);
  expect(slack.calls.map(({ method }) => method)).toEqual([
    'auth.test',
    'conversations.history',
    'apps.connections.open',
  ]);
});

test('a channel without the bot says how to invite it', async () => {
  const slack = await open();

  expect(await look(slack, 'lounge')).toEqual([
    {
      text: `Slack does not let the bot post in the channel ${slack.channel('lounge').id} (not_in_channel).`,
      hint: 'Type /invite @shelf in that channel.',
    },
  ]);
});

test('a scope that is missing for the pinned board, or for groups with a role, is named', async () => {
  const bot = manifest.oauth_config.scopes.bot.filter((scope) => scope !== 'pins:write');
  const slack = await open({ manifest: { ...manifest, oauth_config: { scopes: { bot } } } });
  const { id } = slack.channel('books');
  const plain = { id, isMain: true, hasThreads: false, hasPin: false };

  const board = await look(slack, 'books');
  const groups = await look(slack, 'books', { channels: [plain], hasGroupRoles: true });
  const neither = await look(slack, 'books', { channels: [plain] });

  expect(board).toMatchObject([{ text: 'The Slack app lacks the scope pins:write.' }]);
  expect(groups).toMatchObject([{ text: 'The Slack app lacks the scope usergroups:read.' }]);
  expect(neither).toEqual([]);
});

test('either token that is wrong is told by its name', async () => {
  const slack = await open();

  const bot = await look(slack, 'books', { botToken: 'xoxb-of-nobody', appToken: undefined });
  const app = await look(slack, 'books', { appToken: 'xapp-of-nobody' });

  expect(bot).toMatchObject([{ hint: expect.stringContaining('SLACK_BOT_TOKEN') as string }]);
  expect(app).toMatchObject([{ hint: expect.stringContaining('SLACK_APP_TOKEN') as string }]);
});
