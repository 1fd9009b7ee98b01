import { expect, test } from 'vitest';
import { deliverAlert, deliverCard } from '../../src/alerts/deliver.ts';
import type { AlertKind, Severity } from '../../src/alerts/kinds.ts';
import { createPlaceOf } from '../../src/alerts/places.ts';
import { raise, refreshCard } from '../../src/alerts/raise.ts';
import type { Platform } from '../../src/chat/platform.ts';
import { type Reply, say } from '../../src/command/reply.ts';
import { dispatchOne, type Handlers } from '../../src/outbox/dispatch.ts';
import { changeSetting, readPolicy } from '../../src/settings/stored.ts';
import { loadConfig } from '../../src/config.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const now = () => new Date();
const { settings } = loadConfig({});

type Message = { id: string; at: string; reply: Reply };

/** A chat with channels; those in `closed` refuse the bot. */
function createChat(name: string, closed: readonly string[] = []) {
  const messages: Message[] = [];
  const show = (at: string, reply: Reply) => {
    const id = String(messages.length + 1);
    messages.push({ id, at: `${name}:${at}`, reply });
    return { channel: at, messageId: id };
  };
  const lost = new Set(closed);
  const platform: Platform = {
    name,
    start: async () => {},
    stop: async () => {},
    post: async (reply) => show('main', reply),
    postIn: async (channel, reply) => (lost.has(channel) ? 'refused' : show(channel, reply)),
    async edit(channel, messageId, reply) {
      if (lost.has(channel)) return 'refused';
      const message = messages.find(({ id }) => id === messageId);
      if (message) message.reply = reply;
      return message ? 'edited' : 'gone';
    },
  };
  return { platform, messages, lost };
}

type Chat = ReturnType<typeof createChat>;

/** Delivers everything that waits to these chats. */
async function deliver(chats: readonly Chat[], card = () => say('Card', 'open')): Promise<void> {
  const platforms = chats.map(({ platform }) => platform.name);
  const placeOf = createPlaceOf({ platforms, policy: (inner) => readPolicy(inner, settings) });
  const handlers: Handlers = Object.fromEntries(
    chats.flatMap(({ platform }) => [
      [
        `alert@${platform.name}`,
        deliverAlert(platform, placeOf, async () => ({ hold: null, now: now() })),
      ],
      [`card@${platform.name}`, deliverCard(platform, placeOf, { card: async () => card() })],
    ]),
  );
  while (await dispatchOne({ em, handlers, now, onDead: async () => {} }));
}

const places = (chats: readonly Chat[]) =>
  chats.flatMap(({ messages }) => messages.map(({ at }) => at));

const route = (value: string) =>
  changeSetting(em(), { name: 'ALERT_CHANNELS', value, actor: 'Ada', now: now() });

async function alert(kind: AlertKind, severity: Severity, platforms = ['discord', 'slack']) {
  const key = `${kind}:${Math.random()}`;
  await em().transactional((inner) =>
    raise(inner, platforms, { key, kind, severity, reply: say(kind, '') }),
  );
}

async function card(subject: string): Promise<void> {
  await em().transactional((inner) => refreshCard(inner, ['discord', 'slack'], subject));
}

const everywhere = ['discord:main', 'slack:main'];

test.each<[string, AlertKind, Severity, string[]]>([
  ['', 'imported', 'info', everywhere],
  ['imported=slack:C0123', 'imported', 'info', ['slack:C0123']],
  ['imported=slack:C0123', 'job-failed', 'warning', everywhere],
  ['critical=discord:123456', 'session-lost', 'critical', ['discord:123456']],
  ['critical=none, session-lost=discord:123456', 'session-lost', 'critical', ['discord:123456']],
  ['session-lost=slack, critical=none', 'session-lost', 'critical', ['slack:main']],
  ['info=none', 'imported', 'info', []],
  ['info=none', 'session-lost', 'critical', everywhere],
  ['imported=discord:123456, imported=slack', 'imported', 'info', ['discord:123456', 'slack:main']],
  ['imported=terminal', 'imported', 'info', everywhere],
])('with "%s" an alert %s (%s) goes to %j', async (routes, kind, severity, expected) => {
  const chats = [createChat('discord'), createChat('slack')];
  await route(routes);

  await alert(kind, severity);
  await deliver(chats);

  expect(places(chats)).toEqual(expected);
});

test('a setting that changes while alerts wait counts for them, too', async () => {
  const chats = [createChat('discord'), createChat('slack')];
  await alert('imported', 'info');

  await route('imported=discord:123456');
  await deliver(chats);

  expect(places(chats)).toEqual(['discord:123456']);
});

test.each([
  ['proposal=slack:C0123', ['slack:C0123']],
  ['proposal=none', []],
  ['info=none, warning=none, critical=none', everywhere],
])('with "%s" the cards of proposals stand in %j', async (routes, expected) => {
  const chats = [createChat('discord'), createChat('slack')];
  await route(routes);

  await card('proposal:1');
  await deliver(chats);
  await card('proposal:1');
  await deliver(chats, () => say('Card', 'approved'));

  expect(places(chats)).toEqual(expected);
  expect(chats.flatMap(({ messages }) => messages.map(({ reply }) => reply))).toEqual(
    expected.map(() => say('Card', 'approved')),
  );
});

const belongs = expect.objectContaining({
  text: expect.stringMatching(/^This belongs in the channel C0123, where I may not post/),
});

test('where the bot may not post, the message comes to the main channel with a note', async () => {
  const chats = [createChat('slack', ['C0123'])];
  await route('imported=slack:C0123, proposal=slack:C0123');

  await alert('imported', 'info', ['slack']);
  await card('proposal:1');
  await deliver(chats);
  await card('proposal:1');
  await deliver(chats, () => say('Card', 'approved'));

  expect(places(chats)).toEqual(['slack:main', 'slack:main']);
  const [imported, proposal] = chats[0]?.messages ?? [];
  expect(imported?.reply.blocks.at(-1)).toEqual(belongs);
  expect(proposal?.reply.blocks).toEqual([{ kind: 'text', text: 'approved' }, belongs]);
});

test('a card whose channel the bot has lost is shown anew in the main channel', async () => {
  const chat = createChat('slack');
  await route('proposal=slack:C0123');
  await card('proposal:1');
  await deliver([chat]);

  chat.lost.add('C0123');
  await card('proposal:1');
  await deliver([chat], () => say('Card', 'approved'));

  expect(places([chat])).toEqual(['slack:C0123', 'slack:main']);
  expect(chat.messages[1]?.reply.blocks).toEqual([{ kind: 'text', text: 'approved' }, belongs]);
  expect(await em().execute('select channel, meant_for from messages')).toEqual([
    { channel: 'main', meant_for: 'C0123' },
  ]);
});
