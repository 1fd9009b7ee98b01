import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { chatProblems, nobodyApproves, uselessRoutes } from '../../src/health/chat-checks.ts';
import { policyOf } from '../../src/settings/policy.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();

const bothChats = {
  DISCORD_TOKEN: 'token',
  DISCORD_CHANNEL_ID: '123456',
  SLACK_BOT_TOKEN: 'token',
  SLACK_APP_TOKEN: 'token',
  SLACK_CHANNEL_ID: 'C0123',
  SLACK_ROLES: 'operator=U1',
};

function servicesWith(routes: string, platforms = ['discord', 'slack']) {
  const config = loadConfig({ ...bothChats, ALERT_CHANNELS: routes });
  return { config, platforms, policy: async () => policyOf(config.settings) };
}

const texts = (problems: readonly { text: string }[]) => problems.map(({ text }) => text);

test.each([
  ['', ['nobody in discord may approve a proposal']],
  ['proposal=discord:99999', ['nobody in discord may approve a proposal']],
  ['proposal=slack', []],
  ['proposal=slack, imported=discord:99999', []],
  ['proposal=none', []],
])('with "%s" the chats where a proposal waits for ever are %j', async (routes, expected) => {
  expect(texts(await nobodyApproves(em(), servicesWith(routes)))).toEqual(expected);
});

test.each([
  ['imported=slack', ['discord', 'slack'], []],
  [
    'imported=slack:C0123',
    ['discord'],
    ['ALERT_CHANNELS sends imported to slack, which is not on'],
  ],
  ['info=none', ['discord'], []],
  ['proposal=none', ['discord'], ['ALERT_CHANNELS shows proposals in no chat; "queue" lists them']],
])('with "%s" in %j the useless routes are %j', async (routes, platforms, expected) => {
  expect(texts(await uselessRoutes(em(), servicesWith(routes, platforms)))).toEqual(expected);
});

test('everything a chat complains about is a problem of its own', () => {
  const token = { text: 'no token', hint: 'get one' };
  const channel = { text: 'no channel', hint: 'make one' };

  const problems = chatProblems({
    chatProblems: new Map([
      ['discord', [token, channel]],
      ['slack', []],
    ]),
  });

  expect(problems).toEqual([
    { area: 'discord', severity: 'critical', ...token },
    { area: 'discord', severity: 'critical', ...channel },
  ]);
});
