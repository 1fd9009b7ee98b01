import { expect, test } from 'vitest';
import { deliverAlert, deliverCard, type RenderCard } from '../../src/alerts/deliver.ts';
import type { Judge } from '../../src/alerts/hold-back.ts';
import type { PlaceOf } from '../../src/alerts/places.ts';
import { raise, refreshCard } from '../../src/alerts/raise.ts';
import type { Platform, Post } from '../../src/chat/platform.ts';
import { say } from '../../src/command/reply.ts';
import { ExternalError } from '../../src/errors.ts';
import { dispatchOne, type Handlers } from '../../src/outbox/dispatch.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();

/** A chat that remembers its messages by their number. */
function createChat(name: string) {
  const shown = new Map<string, { title: string; dedupeKey: string; edits: number }>();
  const platform: Platform = {
    name,
    start: async () => {},
    stop: async () => {},
    async post(reply, dedupeKey) {
      const messageId = String(shown.size + 1);
      shown.set(messageId, { title: reply.title, dedupeKey, edits: 0 });
      return { channel: 'general', messageId };
    },
    async edit(_, messageId, reply) {
      const message = shown.get(messageId);
      if (!message) return 'gone';
      shown.set(messageId, { ...message, title: reply.title, edits: message.edits + 1 });
      return 'edited';
    },
  };
  return { platform, shown };
}

const mainChannel: PlaceOf = async (_em, _topic, platform) => ({ platform, channel: null });

const atOnce: Judge = async () => ({ hold: null, now: new Date() });

async function deliverAll(handlers: Handlers): Promise<void> {
  const onDead = async () => {};
  const now = () => new Date();
  while (await dispatchOne({ em, handlers, now, onDead }));
}

const refresh = (platforms: string[], subject = 'proposal:1') =>
  em().transactional((inner) => refreshCard(inner, platforms, subject));

test('an alert is raised once and posted once on every platform', async () => {
  const [discord, slack] = [createChat('discord'), createChat('slack')];
  const alert = {
    key: 'job:failing:1',
    kind: 'job-failed',
    severity: 'warning',
    reply: say('Job failed', 'a\0b \ud800', 'warning'),
  } as const;
  const raiseIt = () => em().transactional((inner) => raise(inner, ['discord', 'slack'], alert));

  const raised = [await raiseIt(), await raiseIt()];
  await deliverAll({
    'alert@discord': deliverAlert(discord.platform, mainChannel, atOnce),
    'alert@slack': deliverAlert(slack.platform, mainChannel, atOnce),
  });

  expect(raised).toEqual([true, false]);
  expect([...discord.shown.values()]).toEqual([
    { title: 'Job failed', dedupeKey: 'alert:1:discord', edits: 0 },
  ]);
  expect(slack.shown.size).toBe(1);
});

test('an alert of a change that is rolled back is never raised', async () => {
  const failing = em().transactional(async (inner) => {
    await raise(inner, ['discord'], {
      key: 'a',
      kind: 'imported',
      severity: 'info',
      reply: say('A', ''),
    });
    throw new Error('cut off');
  });

  await expect(failing).rejects.toThrow('cut off');
  expect(await em().execute('select id from alerts union all select id from outbox')).toEqual([]);
});

test('a card is posted once and edited from then on, after the first edit only when it looks different', async () => {
  const { platform, shown } = createChat('discord');
  let title = 'open';
  const render: RenderCard = async () => say(title, '');
  const handlers = { 'card@discord': deliverCard(platform, mainChannel, { card: render }) };

  for (const next of ['open', 'open', 'approved', 'approved', 'shelved']) {
    title = next;
    await refresh(['discord']);
    await deliverAll(handlers);
  }

  expect([...shown.values()]).toEqual([
    { title: 'shelved', dedupeKey: 'card:proposal:1', edits: 3 },
  ]);
});

test('a card that was decided while nobody knew whether it was posted asks no more', async () => {
  const { platform, shown } = createChat('discord');
  let title = 'open';
  const handlers = (chat: Platform) => ({
    'card@discord': deliverCard(chat, mainChannel, { card: async () => say(title, '') }),
  });
  let known: Post | null = null;
  // Like Discord, which answers a post that it has with the message as it was sent first.
  const remembering: Platform = {
    ...platform,
    post: async (reply, key) => known ?? (known = await platform.post(reply, key)),
  };
  const losing: Platform = {
    ...remembering,
    async post(reply, key) {
      await remembering.post(reply, key);
      throw new ExternalError('discord', 'unreachable', 'the answer was lost');
    },
  };
  await refresh(['discord']);
  await deliverAll(handlers(losing));

  title = 'rejected';
  await refresh(['discord']);
  await em().execute(`update outbox set not_before = 'epoch'`);
  await deliverAll(handlers(remembering));

  expect([...shown.values()]).toMatchObject([{ title: 'rejected' }]);
});

test('several refreshes that wait show the present state only', async () => {
  const { platform, shown } = createChat('discord');
  const render: RenderCard = async () => say('shelved', '');
  for (let time = 0; time < 5; time++) await refresh(['discord']);

  await deliverAll({ 'card@discord': deliverCard(platform, mainChannel, { card: render }) });

  expect([...shown.values()]).toMatchObject([{ title: 'shelved', edits: 1 }]);
});

test('a card whose message takes no more edits for now is edited later', async () => {
  const { platform, shown } = createChat('discord');
  let turn = 0;
  const render: RenderCard = async () => say(`turn ${(turn += 1)}`, '');
  await refresh(['discord']);
  await deliverAll({ 'card@discord': deliverCard(platform, mainChannel, { card: render }) });

  const wornOut: Platform = { ...platform, edit: async () => 'worn-out' };
  await refresh(['discord']);
  await deliverAll({ 'card@discord': deliverCard(wornOut, mainChannel, { card: render }) });
  const [waiting] = await em().execute<{ status: string; last_error: string }[]>(
    'select status, last_error from outbox order by id desc limit 1',
  );
  await em().execute(`update outbox set not_before = 'epoch'`);
  await deliverAll({ 'card@discord': deliverCard(platform, mainChannel, { card: render }) });

  expect(waiting).toMatchObject({ status: 'pending', last_error: expect.stringMatching(/edits/) });
  expect([...shown.values()]).toMatchObject([{ title: 'turn 3' }]);
});

test('a card that a person deleted stays deleted', async () => {
  const { platform, shown } = createChat('discord');
  let turn = 0;
  const render: RenderCard = async () => say(`turn ${(turn += 1)}`, '');
  const handlers = { 'card@discord': deliverCard(platform, mainChannel, { card: render }) };
  await refresh(['discord']);
  await deliverAll(handlers);
  shown.clear();

  for (let time = 0; time < 2; time++) {
    await refresh(['discord']);
    await deliverAll(handlers);
  }

  expect(shown.size).toBe(0);
  expect(await em().execute('select is_deleted from messages')).toEqual([{ is_deleted: true }]);
});

test('a deleted card that is offered again is a new message, one that is there stays the only one', async () => {
  const { platform, shown } = createChat('discord');
  const handlers = {
    'card@discord': deliverCard(platform, mainChannel, {
      card: async () => say('Where to start?', ''),
    }),
  };
  const offer = async () => {
    await em().transactional((inner) =>
      refreshCard(inner, ['discord'], 'first-scan', { offersAgain: true }),
    );
    await deliverAll(handlers);
  };
  await offer();
  await offer();
  const kept = [...shown.values()].map(({ dedupeKey }) => dedupeKey);

  shown.clear();
  await offer();

  expect(kept).toEqual(['card:first-scan']);
  expect([...shown.values()]).toMatchObject([{ title: 'Where to start?' }]);
  expect([...shown.values()][0]?.dedupeKey).not.toBe('card:first-scan');
  expect(await em().execute('select is_deleted from messages')).toEqual([{ is_deleted: false }]);
});

test('a subject that is gone is not shown', async () => {
  const { platform, shown } = createChat('discord');
  await refresh(['discord']);

  await deliverAll({
    'card@discord': deliverCard(platform, mainChannel, { card: async () => null }),
  });

  expect(shown.size).toBe(0);
});
