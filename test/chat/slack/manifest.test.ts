import { expect, test } from 'vitest';
import { limits } from '../../../src/chat/slack/limits.ts';
import {
  createLink,
  defaultExtraCommands,
  defaultSlashCommand,
  type ManifestOptions,
  slackManifest,
} from '../../../src/chat/slack/manifest.ts';
import { discoverCommands } from '../../../src/command/discover.ts';
import { checkManifest } from '../../../src/sandbox/slack/check-manifest.ts';
import { openRoom } from './room.ts';

async function manifestWith(given: Partial<ManifestOptions> = {}) {
  return slackManifest({
    commands: await discoverCommands(),
    slashCommand: defaultSlashCommand,
    extraCommands: defaultExtraCommands,
    requestUrl: null,
    hasGroupRoles: false,
    ...given,
  });
}

test('Slack takes the manifest, for Socket Mode and for HTTP', async () => {
  const socket = await manifestWith();
  const http = await manifestWith({ requestUrl: 'https://bot.example/slack/events' });

  expect(checkManifest(socket)).toEqual([]);
  expect(checkManifest(http)).toEqual([]);
  expect(socket.settings.socket_mode_enabled).toBe(true);
  expect(JSON.stringify(socket)).not.toContain('url');
  expect(http.features.slash_commands.every(({ url }) => url?.endsWith('/slack/events'))).toBe(
    true,
  );
});

test('names and descriptions keep within the limits', async () => {
  const { display_information: app, features } = await manifestWith();

  expect(app.name.length).toBeLessThanOrEqual(limits.appName);
  expect(app.description.length).toBeLessThanOrEqual(limits.appDescription);
  expect(features.slash_commands.length).toBeLessThanOrEqual(limits.slashCommands);
  for (const { command, description, usage_hint: hint = '' } of features.slash_commands) {
    expect(command.length).toBeLessThanOrEqual(limits.slashCommand);
    expect(description.length).toBeLessThanOrEqual(limits.slashDescription);
    expect(hint.length).toBeLessThanOrEqual(limits.slashHint);
  }
});

test('only commands that exist become slash commands of their own', async () => {
  const { features } = await manifestWith({ extraCommands: ['vip', 'nonsense', 'queue'] });

  expect(features.slash_commands.map(({ command }) => command)).toEqual([
    '/shelf',
    '/vip',
    '/queue',
  ]);
  expect(features.slash_commands[2]?.usage_hint).toContain('[limit] [offset]');
});

test('the right to read user groups is asked for only when roles are given to them', async () => {
  const without = await manifestWith();
  const withGroups = await manifestWith({ hasGroupRoles: true });

  expect(without.oauth_config.scopes.bot).not.toContain('usergroups:read');
  expect(withGroups.oauth_config.scopes.bot).toContain('usergroups:read');
});

test('the link carries the whole manifest', async () => {
  const manifest = await manifestWith();

  const url = new URL(createLink(manifest));

  expect(url.origin).toBe('https://api.slack.com');
  expect(JSON.parse(url.searchParams.get('manifest_json') ?? '')).toEqual(manifest);
});

test('the bot answers to every slash command of its manifest', async () => {
  const { slack, broken } = await openRoom('socket');

  for (const command of ['/shelf', '/ratio', '/queue']) {
    const { outcome } = await slack.people.ben.slash(command);
    expect([command, outcome]).toEqual([command, 'acknowledged']);
  }
  expect(broken()).toEqual([]);
});
