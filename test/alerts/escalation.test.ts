import { expect, test } from 'vitest';
import preferences from '../../commands/preferences.ts';
import seen from '../../commands/seen.ts';
import { deliverAlert } from '../../src/alerts/deliver.ts';
import { deliverDirect } from '../../src/alerts/deliver-direct.ts';
import { escalateHandler } from '../../src/alerts/escalate.ts';
import { raise } from '../../src/alerts/raise.ts';
import type { Severity } from '../../src/alerts/kinds.ts';
import type { Role } from '../../src/command/actor.ts';
import type { Context } from '../../src/command/definition.ts';
import { type Reply, say } from '../../src/command/reply.ts';
import { loadConfig } from '../../src/config.ts';
import { dispatchOne } from '../../src/outbox/dispatch.ts';
import { policyOf } from '../../src/settings/policy.ts';
import { identify } from '../../src/members/identify.ts';
import { textOf } from '../e2e/chat-room.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const minute = 60_000;

/** A chat with people, and a clock that starts now: the time of an alert is the database's. */
function openChat({ escalate = '30' } = {}) {
  const channel: Reply[] = [];
  const direct: { person: string; reply: Reply }[] = [];
  const people = new Map<string, Role>();
  const closed = new Set<string>();
  const clock = { now: new Date() };
  const now = () => clock.now;
  const settings = loadConfig({ ESCALATE_MINUTES: escalate, QUIET_HOURS: 'off' }).settings;
  const policy = async () => policyOf(settings);
  const platform = {
    name: 'discord',
    post: async (reply: Reply) => {
      channel.push(reply);
      return { channel: 'c', messageId: String(channel.length) };
    },
    direct: {
      whoIs: async (id: string) => {
        const role = people.get(id);
        return role ? { id, name: id, platform: 'discord', role } : null;
      },
      post: async (person: string, reply: Reply) => {
        if (closed.has(person)) return 'refused' as const;
        direct.push({ person, reply });
        return { channel: `dm:${person}`, messageId: String(direct.length) };
      },
    },
  };
  const place = async () => ({ platform: 'discord', channel: null });
  const judge = async () => ({ hold: null, now: now() });
  const handlers = {
    'alert@discord': deliverAlert(platform, place, judge),
    'direct-alert@discord': deliverDirect(platform, now),
    escalate: escalateHandler({ policy, platforms: ['discord'], now }),
  };
  const onDead = async (_message: unknown, reason: string) => Promise.reject(new Error(reason));
  return {
    channel,
    direct,
    people,
    closed,
    async passMinutes(count: number) {
      clock.now = new Date(clock.now.getTime() + count * minute);
      while (await dispatchOne({ em, handlers, now, onDead }));
    },
    context: (id: string, role: Role) =>
      ({ em: em(), now: now(), actor: { id, name: id, platform: 'discord', role } }) as Context,
  };
}

async function alarm(severity: Severity = 'critical', title = 'Ratio emergency'): Promise<void> {
  await em().transactional((inner) =>
    raise(inner, ['discord'], {
      key: title,
      kind: severity === 'critical' ? 'ratio-emergency' : 'ratio-warning',
      severity,
      reply: say(title, 'It is at 0.98.', 'danger'),
    }),
  );
}

async function makeOwner(id: string): Promise<void> {
  await em().execute(
    `insert into members (platform, user_id, name, role, granted_by) values ('discord', ?, ?, 'owner', 'claim')`,
    [id, id],
  );
}

test('a critical alert that nobody has seen is told once more, and written to the owners alone', async () => {
  const chat = openChat();
  chat.people.set('olga', 'owner');
  await makeOwner('olga');
  await alarm();

  await chat.passMinutes(0);
  await chat.passMinutes(29);
  const before = chat.channel.map(({ title }) => title);
  await chat.passMinutes(2);
  await chat.passMinutes(600);

  expect(before).toEqual(['Ratio emergency']);
  expect(chat.channel.map(({ title }) => title)).toEqual([
    'Ratio emergency',
    'Unanswered: Ratio emergency',
  ]);
  expect(textOf(chat.channel[1] as Reply)).toContain('Nobody has said within 30 minutes');
  expect(chat.direct.map(({ person, reply }) => `${person}: ${reply.title}`)).toEqual([
    'olga: Ratio emergency',
  ]);
});

test('"Seen" ends it, by whoever says so first', async () => {
  const chat = openChat();
  await alarm();
  await chat.passMinutes(0);
  const button = chat.channel[0]?.blocks.at(-1);

  const first = await seen.run({ alert: 1 }, chat.context('amy', 'operator'));
  const second = await seen.run({ alert: 1 }, chat.context('ben', 'operator'));
  await chat.passMinutes(60);

  expect(button).toMatchObject({
    kind: 'buttons',
    buttons: [{ label: 'Seen', runs: 'seen', input: { alert: 1 } }],
  });
  expect([first, second].map((one) => seen.view(one).title)).toEqual([
    'Seen: Ratio emergency',
    'Seen already: Ratio emergency',
  ]);
  expect(second.by).toBe('amy');
  expect(chat.channel).toHaveLength(1);
});

test('with 0 minutes nothing is told again, and what is not critical wants no answer', async () => {
  const chat = openChat({ escalate: '0' });
  await alarm();
  await alarm('warning', 'Ratio is low');

  await chat.passMinutes(600);

  expect(chat.channel.map(({ title }) => title)).toEqual(['Ratio emergency', 'Ratio is low']);
  expect(chat.channel[1]?.blocks.some(({ kind }) => kind === 'buttons')).toBe(false);
});

test('alerts come to those who asked for them, as long as they have the rights and take them', async () => {
  const chat = openChat();
  for (const id of ['amy', 'ben', 'eve']) {
    chat.people.set(id, 'operator');
    await preferences.run({ dm: 'critical' }, chat.context(id, 'operator'));
  }
  await preferences.run({ dm: 'all' }, chat.context('ben', 'operator'));
  chat.people.set('eve', 'viewer');

  await alarm();
  await alarm('warning', 'Ratio is low');
  await chat.passMinutes(0);
  chat.closed.add('ben');
  await alarm('warning', 'Ratio is lower');
  await chat.passMinutes(0);
  await alarm('warning', 'Ratio is lowest');
  await chat.passMinutes(0);

  expect(chat.direct.map(({ person, reply }) => `${person}: ${reply.title}`)).toEqual([
    'amy: Ratio emergency',
    'ben: Ratio emergency',
    'ben: Ratio is low',
  ]);
  const shown = preferences.view(await preferences.run({}, chat.context('ben', 'operator')));
  expect(textOf(shown)).toContain('all; the last one was refused');
  expect(
    await em().execute(`select 1 from outbox where status = 'pending' and topic like 'direct%'`),
  ).toEqual([]);
});

test('alerts to oneself need the rights of who may read them, and a chat', async () => {
  const chat = openChat();
  const { em: here, now, actor, ...rest } = chat.context('vic', 'viewer');
  const inTerminal = {
    ...rest,
    em: here,
    now,
    actor: { ...actor, platform: 'terminal' },
  } as Context;

  await expect(preferences.run({ dm: 'all' }, chat.context('vic', 'viewer'))).rejects.toMatchObject(
    { code: 'not_allowed' },
  );
  await expect(preferences.run({ dm: 'off' }, inTerminal)).rejects.toMatchObject({
    code: 'bad_input',
  });
});

test('answers are private for who chose that, on that chat, until they choose anew', async () => {
  const chat = openChat();
  const who = (platform: string) =>
    identify(
      em(),
      { platform, id: 'amy', name: 'Amy', groups: [] },
      { roleMap: new Map(), defaultRole: 'viewer' },
    );

  await preferences.run({ private: true }, chat.context('amy', 'viewer'));
  const chosen = [await who('discord'), await who('slack')];
  await preferences.run({ private: false }, chat.context('amy', 'viewer'));

  expect(chosen.map(({ prefersPrivate }) => prefersPrivate)).toEqual([true, undefined]);
  expect((await who('discord')).prefersPrivate).toBeUndefined();
});

test('owners of a chat that is switched off, and those who take no messages, are not waited for', async () => {
  const chat = openChat();
  for (const id of ['olga', 'otto']) {
    chat.people.set(id, 'owner');
    await makeOwner(id);
  }
  chat.closed.add('otto');
  await em().execute(`update members set platform = 'slack' where user_id = 'olga'`);

  for (const title of ['First', 'Second']) {
    await alarm('critical', title);
    await chat.passMinutes(31);
  }

  const orders = await em().execute(
    `select key, status from outbox where topic = 'direct-alert' order by id`,
  );
  expect(orders).toEqual([{ key: 'direct:1:discord:otto', status: 'done' }]);
});
