import { afterEach, beforeEach, expect, test } from 'vitest';
import { openOrm, type Orm } from '../../src/db/orm.ts';
import { claim, openClaim } from '../../src/members/claim.ts';
import { identify } from '../../src/members/identify.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

const now = new Date('2026-05-01T12:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const olive = { platform: 'discord', id: '1', name: 'Olive', role: 'viewer' as const };
const pete = { platform: 'slack', id: 'U2', name: 'Pete', role: 'viewer' as const };
const nobody = { roleMap: new Map(), defaultRole: 'viewer' as const };

let database: TestDatabase;
let orm: Orm;
const em = () => orm.em.fork();
const roleOf = async ({ platform, id, name }: typeof olive | typeof pete) =>
  (await identify(em(), { platform, id, name, groups: [] }, nobody)).role;

beforeEach(async () => {
  database = await createDatabase();
  orm = await openOrm(database.connection, 8);
});

afterEach(async () => {
  await orm.close();
  await database.drop();
});

async function open(): Promise<string> {
  const code = await openClaim(em(), { now, minutes: 15 });
  if (code === null) throw new Error('no code was made');
  return code;
}

test('the right code makes one person owner, and works once', async () => {
  const code = await open();

  await claim(em(), { code, actor: olive, now: later(14) });
  const second = claim(em(), { code, actor: pete, now: later(14) });

  await expect(second).rejects.toMatchObject({ code: 'not_allowed' });
  expect([await roleOf(olive), await roleOf(pete)]).toEqual(['owner', 'viewer']);
  expect(await openClaim(em(), { now, minutes: 15 })).toBeNull();
});

test('of ten people with the right code in the same moment one becomes owner', async () => {
  const code = await open();
  const people = Array.from({ length: 10 }, (_, index) => ({ ...olive, id: String(index) }));

  const results = await Promise.allSettled(
    people.map((actor) => claim(em(), { code, actor, now })),
  );

  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  expect(await em().execute(`select 1 from members where role = 'owner'`)).toHaveLength(1);
});

test('three wrong tries void the code, and a refused transaction does not give one back', async () => {
  const code = await open();
  const wrong = code === '111111' ? '222222' : '111111';

  for (const _ of [1, 2, 3]) {
    const attempt = claim(em(), { code: wrong, actor: pete, now });
    await expect(attempt).rejects.toMatchObject({ code: 'not_allowed' });
  }

  await expect(claim(em(), { code, actor: olive, now })).rejects.toMatchObject({
    code: 'not_allowed',
  });
});

test('a code is too old after its minutes', async () => {
  const code = await open();

  await expect(claim(em(), { code, actor: olive, now: later(15) })).rejects.toMatchObject({
    code: 'not_allowed',
  });
});

test('the code itself stands in no column', async () => {
  const code = await open();

  const rows = await em().execute('select * from claim_code');

  expect(JSON.stringify(rows)).not.toContain(code);
});

test('groups of the chat give their role, a role of ones own counts beside them', async () => {
  const roleMap = new Map([['mods', 'operator' as const]]);
  const user = { platform: 'discord', id: '9', name: 'Quinn', groups: ['mods', 'others'] };

  const actor = await identify(em(), user, { roleMap, defaultRole: 'viewer' });

  expect(actor).toEqual({ platform: 'discord', id: '9', name: 'Quinn', role: 'operator' });
});
