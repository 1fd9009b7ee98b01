import { expect, test } from 'vitest';
import members from '../../commands/members.ts';
import audit from '../../commands/audit.ts';
import type { Context } from '../../src/command/definition.ts';
import { recordAudit } from '../../src/command/audit.ts';
import { grantRole, listGrants, revokeRole } from '../../src/members/grants.ts';
import { digestOf } from '../../src/http/secrets.ts';
import { actorOfKey } from '../../src/members/keys.ts';
import { textOf } from '../e2e/chat-room.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const olga = { id: '1', name: 'Olga', platform: 'discord', role: 'owner' } as const;

async function say(input: Record<string, string>) {
  const read = members.input.parse(input);
  const context = { em: em(), actor: olga, now: new Date() } as Context;
  return textOf(
    members.view(await em().transactional((inner) => members.run(read, { ...context, em: inner }))),
  );
}

test('a role is given by a mention, shown, changed and taken back', async () => {
  await say({ action: 'grant', person: '<@77>', role: 'operator' });
  await say({ action: 'grant', person: '77', role: 'member' });
  await say({ action: 'grant', person: '<@U05|amy>', role: 'owner', platform: 'slack' });
  const shown = await say({});
  await say({ action: 'revoke', person: '<@!77>' });

  expect(shown).toContain('Roles given: 2');
  expect(
    (await listGrants(em())).map(({ platform, person, role, grantedBy }) => [
      platform,
      person,
      role,
      grantedBy,
    ]),
  ).toEqual([['slack', 'U05', 'owner', 'Olga']]);
});

test.each([
  [{ action: 'grant', role: 'member' }, /Say whom/],
  [{ action: 'grant', person: 'x"; drop', role: 'member' }, /Say whom/],
  [{ action: 'grant', person: '77' }, /needs role/],
  [{ action: 'revoke', person: '77' }, /was given no role/],
  [{ action: 'key', key: 'home' }, /needs key and role/],
  [{ action: 'revokekey', key: 'home' }, /no key "home"/],
])('%j is refused with a sentence', async (input, text) => {
  await expect(say(input as Record<string, string>)).rejects.toThrow(text);
});

test('the last owner stays owner, also when two take each other the role', async () => {
  const one = { platform: 'discord', person: '1' };
  const two = { platform: 'slack', person: '2' };
  await em().transactional(async (inner) => {
    for (const person of [one, two]) await grantRole(inner, { ...person, role: 'owner', by: 'x' });
  });

  const outcomes = await Promise.allSettled([
    em().transactional((inner) => revokeRole(inner, one)),
    em().transactional((inner) => grantRole(inner, { ...two, role: 'viewer', by: 'x' })),
  ]);

  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((await listGrants(em())).filter(({ role }) => role === 'owner')).toHaveLength(1);
});

test('a key is told once, opens with its role, and nothing once it is taken back', async () => {
  const told = await say({ action: 'key', key: 'Home assistant', role: 'viewer' });
  const key = /sw_[\w-]{43}/.exec(told)?.[0] ?? '';
  const opened = await actorOfKey(em(), digestOf(key), new Date());
  const listed = await say({});
  const again = say({ action: 'key', key: 'home ASSISTANT', role: 'owner' });

  await expect(again).rejects.toThrow(/already/);
  await say({ action: 'revokekey', key: 'home assistant' });
  expect(opened).toMatchObject({
    platform: 'rest',
    role: 'viewer',
    name: 'API key Home assistant',
  });
  expect(await actorOfKey(em(), digestOf(key), new Date())).toBeNull();
  expect(await actorOfKey(em(), digestOf(`${key}x`), new Date())).toBeNull();
  expect(listed).not.toContain(key);
  const [row] = await em().execute<{ row: string }[]>('select k::text as row from api_keys k');
  expect(row?.row).not.toContain(key);
});

test('the audit is found by who, what, outcome and days, and no row is ever changed or removed', async () => {
  const entry = { actor: olga, input: { proposal: 12, wedge: false, limit: 50 } };
  await recordAudit(em(), { ...entry, command: 'approve', outcome: 'done' });
  await recordAudit(em(), { ...entry, command: 'reject', outcome: 'not_allowed', detail: 'no' });
  const ask = async (input: object) => {
    const context = {
      em: em(),
      now: new Date(),
      services: { config: { settings: { TZ: 'UTC' } } },
    } as unknown as Context;
    return textOf(audit.view(await audit.run(audit.input.parse(input), context)));
  };

  expect(await ask({})).toMatch(
    /2 rows[^]*reject proposal:12[^]*not_allowed: no[^]*approve proposal:12/,
  );
  // What was not asked for and which page it was tell nothing.
  expect(await ask({})).not.toMatch(/wedge|limit/);
  expect(await ask({ command: 'approve', actor: 'olg', days: 1 })).toContain('1 row');
  expect(await ask({ outcome: 'failed' })).toContain('Nothing was changed');
  await expect(em().execute(`update audit set outcome = 'failed'`)).rejects.toThrow(
    /never changed/,
  );
  await expect(em().execute('delete from audit')).rejects.toThrow(/never changed/);
});
