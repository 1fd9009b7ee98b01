import { afterEach, expect, test } from 'vitest';
import { checkManifest } from '../../../src/sandbox/slack/check-manifest.ts';
import { type SlackStandIn, startSlack } from '../../../src/sandbox/slack/index.ts';
import { defaultManifest, type Manifest } from '../../../src/sandbox/slack/manifest.ts';
import { call, rules } from './call.ts';

let slack: SlackStandIn | null = null;

afterEach(async () => {
  await slack?.stop();
  slack = null;
});

const command = (name: string) => ({ command: name, description: 'what it does' });
const withFeatures = (features: Manifest['features'] & object): Manifest => ({
  ...defaultManifest,
  features: { ...defaultManifest.features, ...features },
});
const withSettings = (settings: Manifest['settings'] & object): Manifest => ({
  ...defaultManifest,
  settings: { ...defaultManifest.settings, ...settings },
});

test.each<[string, Manifest, string]>([
  ['long name', { ...defaultManifest, display_information: { name: 'x'.repeat(36) } }, 'name'],
  ['bot name', withFeatures({ bot_user: { display_name: 'A b' } }), 'display_name'],
  ['upper case command', withFeatures({ slash_commands: [command('/Shelf')] }), '/Shelf'],
  ['command twice', withFeatures({ slash_commands: [command('/a'), command('/a')] }), 'twice'],
  [
    '51 commands',
    withFeatures({ slash_commands: Array.from({ length: 51 }, (_, i) => command(`/c${i}`)) }),
    'at most 50',
  ],
  ['HTTP without address', withSettings({ socket_mode_enabled: false }), 'needs a url'],
  [
    'event without scope',
    withSettings({ event_subscriptions: { bot_events: ['reaction_added'] } }),
    'reactions:read',
  ],
])('Slack refuses a manifest with: %s', async (_what, manifest, words) => {
  expect(checkManifest(manifest).join()).toContain(words);
  await expect(startSlack({ manifest })).rejects.toThrow('Slack refuses this manifest');
});

test('a command that is not declared is not sent', async () => {
  slack = await startSlack();

  const seen = await slack.people.amy.slash('/vip');

  expect(seen.outcome).toBe('not_delivered');
  expect(rules(slack)).toEqual(['undeclared_command']);
});

test.each([
  ['message.im', (one: SlackStandIn) => one.people.amy.dm('hello')],
  ['app_mention', (one: SlackStandIn) => one.people.amy.mention('hello')],
  ['app_home_opened', (one: SlackStandIn) => one.people.amy.openHome()],
])('an event that is not declared is not sent: %s', async (_event, act) => {
  slack = await startSlack({ manifest: withSettings({ event_subscriptions: { bot_events: [] } }) });

  const seen = await act(slack);

  expect(seen.outcome).toBe('not_delivered');
  expect(rules(slack)).toEqual(['undeclared_event']);
});

test('a Home tab and direct messages have to be switched on', async () => {
  slack = await startSlack({ manifest: withFeatures({ app_home: {} }) });
  const { amy } = slack.people;

  await amy.openHome();
  await amy.dm('hello');
  const view = { type: 'home', blocks: [] };
  const told = await call(slack, 'views.publish', { user_id: amy.id, view });

  expect(told.error).toBe('not_enabled');
  expect(rules(slack)).toEqual(['home_tab_off', 'messages_tab_off', 'not_enabled']);
});

test('presses reach the app only with interactivity', async () => {
  slack = await startSlack({ manifest: withSettings({ interactivity: { is_enabled: false } }) });
  const button = { type: 'button', text: { type: 'plain_text', text: 'Go' } };
  const blocks = [{ type: 'actions', elements: [button] }];
  await call(slack, 'chat.postMessage', { channel: 'books', text: 'card', blocks });
  const [message] = slack.channel('books').messages;
  if (!message) throw new Error('no message');

  const seen = await slack.people.amy.press(message, 'Go');

  expect(seen.outcome).toBe('not_delivered');
  expect(rules(slack)).toEqual(['interactivity_off']);
});
