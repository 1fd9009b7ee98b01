import { expect, test } from 'vitest';
import { deliverAlert } from '../../src/alerts/deliver.ts';
import { deliverGathered, gatherHeld } from '../../src/alerts/deliver-held.ts';
import { alertHistory } from '../../src/alerts/history.ts';
import { createJudge } from '../../src/alerts/judge.ts';
import type { AlertKind, Severity } from '../../src/alerts/kinds.ts';
import { listMutes, mute, unmute } from '../../src/alerts/mute.ts';
import type { PlaceOf } from '../../src/alerts/places.ts';
import { raise } from '../../src/alerts/raise.ts';
import type { Platform } from '../../src/chat/platform.ts';
import { say } from '../../src/command/reply.ts';
import { loadConfig } from '../../src/config.ts';
import { dispatchOne } from '../../src/outbox/dispatch.ts';
import { policyOf } from '../../src/settings/policy.ts';
import { openRoom as openDiscordRoom } from '../chat/discord/room.ts';
import { openRoom as openSlackRoom } from '../chat/slack/room.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const noon = new Date('2026-06-15T12:00:00Z');
const night = new Date('2026-06-15T23:30:00Z');
const mainChannel: PlaceOf = async (_em, _topic, platform) => ({ platform, channel: null });

/** Delivers to one chat as the clock of the test says, until nothing is due. */
function createDelivery(platform: Platform, start = noon) {
  const clock = { now: start };
  const now = () => clock.now;
  const policy = async () =>
    policyOf(loadConfig({ QUIET_HOURS: '23:00-07:00', TZ: 'UTC' }).settings);
  const handlers = {
    [`alert@${platform.name}`]: deliverAlert(platform, mainChannel, createJudge({ policy, now })),
    [`held-alerts@${platform.name}`]: gatherHeld(platform.name, mainChannel, now),
    [`gathered-alerts@${platform.name}`]: deliverGathered(platform),
  };
  return {
    clock,
    pass: (ms: number) => {
      clock.now = new Date(clock.now.getTime() + ms);
    },
    /** The same, when something is to go wrong. */
    tryOnce: async () => {
      while (await dispatchOne({ em, handlers, now, onDead: async () => {} }));
    },
    deliver: async () => {
      const failures: unknown[] = [];
      const onDead = async (_: unknown, reason: string) => void failures.push(reason);
      while (await dispatchOne({ em, handlers, now, onDead }));
      const failed = await em().execute(
        `select last_error from outbox where last_error is not null`,
      );
      expect([...failures, ...failed]).toEqual([]);
    },
  };
}

async function alertOf(platform: Platform, title: string, kind: AlertKind, severity: Severity) {
  const key = `${kind}:${title}`;
  await em().transactional((inner) =>
    raise(inner, [platform.name], { key, kind, severity, reply: say(title, '') }),
  );
}

async function storm(platform: Platform, count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    await alertOf(platform, `Download ${number} failed`, 'download-failed', 'warning');
  }
}

function createChat() {
  const titles: string[] = [];
  const platform: Platform = {
    name: 'discord',
    start: async () => {},
    stop: async () => {},
    async post({ title }) {
      titles.push(title);
      return { channel: 'main', messageId: String(titles.length) };
    },
    edit: async () => 'edited',
  };
  return { platform, titles };
}

test('a storm of fifty alerts is six messages in Discord, the last of which tells of the rest', async () => {
  const { bot, discord } = await openDiscordRoom();
  const { deliver, pass } = createDelivery(bot);
  await storm(bot, 50);

  await deliver();
  pass(20_000);
  await deliver();

  const shown = discord.channel('books').messages.map(discord.show);
  expect(shown).toHaveLength(6);
  expect(shown.at(-1)).toContain('Download 50 failed');
  expect(shown.at(-1)).toContain('44 more alerts within a minute');
  expect(shown.at(-1)).toContain('All alerts');
  expect(discord.violations).toEqual([]);
  const { rows, total } = await alertHistory(em(), { limit: 500, offset: 0 });
  expect([rows.length, total]).toEqual([50, 50]);
});

test('the same storm is six messages in Slack', async () => {
  const { bot, slack, broken } = await openSlackRoom('socket');
  const { deliver, pass } = createDelivery(bot);
  await storm(bot, 50);

  await deliver();
  pass(20_000);
  await deliver();

  const shown = slack.channel('books').messages.map(slack.show);
  expect(shown).toHaveLength(6);
  expect(shown.at(-1)).toContain('44 more alerts within a minute');
  expect(broken()).toEqual([]);
});

test('what comes while nobody knows whether the gathered message was posted is told of as well', async () => {
  const { bot, discord } = await openDiscordRoom();
  const { pass, tryOnce } = createDelivery(bot);
  await storm(bot, 7);
  await tryOnce();
  discord.failNext('POST /channels/:channel/messages', { afterProcessing: true, status: 502 });
  pass(20_000);
  await tryOnce();

  await alertOf(bot, 'Database full', 'message-dead', 'critical');
  await tryOnce();
  pass(20_000);
  await tryOnce();

  const shown = discord.channel('books').messages.map(discord.show);
  expect(shown).toHaveLength(7);
  expect(shown.at(-2)).toContain('1 more alert within a minute');
  expect(shown.at(-1)).toContain('Database full');
});

test('a storm that goes on is told of again, and alerts come one by one when it is over', async () => {
  const { platform, titles } = createChat();
  const { deliver, pass } = createDelivery(platform);
  await storm(platform, 7);
  await deliver();
  pass(20_000);
  await alertOf(platform, 'Late', 'download-stalled', 'warning');
  await deliver();
  const during = titles.length;

  pass(20_000);
  await deliver();
  pass(60_000);
  await alertOf(platform, 'Later', 'download-stalled', 'warning');
  await deliver();

  expect(during).toBe(6);
  expect(titles.at(-1)).toBe('Later');
  expect(titles.join()).toMatch(/Late\b/);
  expect(
    await em().execute(
      `select 1 from alert_deliveries where outcome = 'storm' and told_at is null`,
    ),
  ).toEqual([]);
});

test('at night only what is urgent comes; in the morning the rest comes in one message', async () => {
  const { platform, titles } = createChat();
  const { deliver, clock } = createDelivery(platform, night);
  await alertOf(platform, 'On the shelf: Dune', 'imported', 'info');
  await alertOf(platform, 'Download stalled', 'download-stalled', 'warning');
  await alertOf(platform, 'Ratio emergency', 'ratio-emergency', 'critical');
  await deliver();
  const atNight = [...titles];

  clock.now = new Date('2026-06-16T07:00:00Z');
  await deliver();

  expect(atNight).toEqual(['Ratio emergency']);
  expect(titles).toEqual(['Ratio emergency', 'Download stalled']);
});

test('a muted kind is kept from the chats until its time is over, and stands in the history', async () => {
  const { platform, titles } = createChat();
  const { deliver, pass } = createDelivery(platform);
  await mute(em(), { kind: 'Download stalled', span: '2h', actor: 'Olga', now: noon });
  await alertOf(platform, 'Stalled', 'download-stalled', 'warning');
  await alertOf(platform, 'Failed', 'download-failed', 'warning');
  await deliver();
  const muted = await listMutes(em(), noon);

  pass(2 * 3_600_000);
  await alertOf(platform, 'Stalled again', 'download-stalled', 'warning');
  await deliver();

  expect(muted).toMatchObject([{ topic: 'download-stalled', mutedBy: 'Olga', heldBack: 1 }]);
  expect(titles).toEqual(['Failed', 'Stalled again']);
  const { rows } = await alertHistory(em(), { limit: 10, offset: 0 });
  expect(rows.map(({ title, muted: count }) => [title, count])).toEqual([
    ['Stalled again', 0],
    ['Failed', 0],
    ['Stalled', 1],
  ]);
});

test('with all muted what is urgent still comes', async () => {
  const { platform, titles } = createChat();
  const { deliver } = createDelivery(platform);
  await mute(em(), { kind: 'all', span: '1d', actor: 'Olga', now: noon });
  await alertOf(platform, 'Imported', 'imported', 'info');
  await alertOf(platform, 'Session lost', 'session-lost', 'critical');

  await deliver();

  expect(titles).toEqual(['Session lost']);
});

test.each(['session-lost', 'ratio emergency', 'critical'])('%s cannot be muted', async (kind) => {
  const asking = mute(em(), { kind, span: '1h', actor: 'Olga', now: noon });

  await expect(asking).rejects.toThrow(/is urgent and cannot be muted/);
});

test.each([
  [{ kind: 'importd' }, /no kind of alert/],
  [{ span: '2 weeks' }, /no time of at most 30 days/],
  [{ span: '31d' }, /no time of at most 30 days/],
])('what cannot be read (%j) is refused with a sentence', async (wrong, text) => {
  const ask = { kind: 'imported', span: '1h', actor: 'Olga', now: noon, ...wrong };

  await expect(mute(em(), ask)).rejects.toThrow(text);
});

test('what was unmuted comes again, and only what is muted can be unmuted', async () => {
  await mute(em(), { kind: 'imported', span: '1h', actor: 'Olga', now: noon });

  await unmute(em(), 'imported', noon);

  expect(await listMutes(em(), noon)).toEqual([]);
  await expect(unmute(em(), 'imported', noon)).rejects.toThrow(/is not muted/);
});
