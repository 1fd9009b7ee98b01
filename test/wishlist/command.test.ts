import { expect, test } from 'vitest';
import { discoverCommands } from '../../src/command/discover.ts';
import { createExecute } from '../../src/command/execute.ts';
import { loadConfig } from '../../src/config.ts';
import type { Services } from '../../src/services.ts';
import { policyOf } from '../../src/settings/policy.ts';
import { textOf } from '../e2e/chat-room.ts';
import { useDatabase } from '../support/use-database.ts';
import { ada, mia, now, sam } from './people.ts';

const { em } = useDatabase();

const config = loadConfig({ QUOTAS: 'member=2 books,20 GB', TZ: 'Europe/Berlin' });
const services = {
  config,
  em,
  now: () => now,
  platforms: ['discord', 'slack'],
  policy: async () => policyOf(config.settings),
} as unknown as Services;
const execute = createExecute(await discoverCommands(), services);

async function type(person: typeof mia, command: string, input: object = {}): Promise<string> {
  const actor = { ...person, role: person.role as 'member' | 'operator' };
  const { reply } = await execute({ command, input: { ...input }, actor });
  return textOf(reply);
}

test('a member sees the own list with what is left of the quota; operators see all without one', async () => {
  for (const title of ['Ash', 'Birch', 'Cedar']) {
    await type(mia, 'request', { title: `${title} by Anna Ward` });
  }
  await type(sam, 'request', { title: 'Oak', author: 'Li Wei' });

  const own = await type(mia, 'wishlist');
  const all = await type(ada, 'wishlist', { who: 'everybody' });

  expect(own).toContain('3 books on your wishlist');
  expect(own).toContain('This week: 2 of 2 books, 0.0 of 20 GB; begins anew on Mon 2026-12-07.');
  expect(own).toContain('3 | Cedar | Anna Ward | high | waits for quota: until Mon 2026-12-07');
  expect(all).toContain('4 | Sam | Oak | Li Wei | high | wanted: is searched for in turn');
  expect(all).not.toContain('This week');
});

test("a member does not see everybody's wishes", async () => {
  await expect(type(mia, 'wishlist', { who: 'everybody' })).rejects.toMatchObject({
    code: 'not_allowed',
  });
});

test('a request beyond the quota says when it is searched for', async () => {
  await type(mia, 'request', { title: 'Ash by Anna Ward' });
  await type(mia, 'request', { title: 'Birch by Anna Ward' });

  expect(await type(mia, 'request', { title: 'Cedar by Anna Ward' })).toContain(
    'Your quota of this week is used up. Wanted book 3 is searched for from 2026-12-07 on',
  );
});

test('a list is imported in two steps, and wishes are moved, weighed and taken off', async () => {
  const asked = await type(sam, 'wishlist', {
    action: 'import',
    text: 'Ash by Bo Ek\nOak by Bo Ek',
  });
  const done = await type(sam, 'wishlist', { action: 'import', list: 1 });
  const steps = [
    await type(sam, 'wishlist', { action: 'move', wish: 2, place: 1 }),
    await type(sam, 'wishlist', { action: 'priority', wish: 2, priority: 'low' }),
    await type(sam, 'wishlist', { action: 'remove', wish: 1 }),
  ];

  expect(asked).toContain('[Put them on my wishlist]');
  expect(done).toContain('Searched for: 2');
  expect(steps.map((text) => text.split('\n')[0])).toEqual([
    'Moved: Oak',
    'Priority low: Oak',
    'Off the list: Ash',
  ]);
  expect(await type(sam, 'wishlist')).toContain('2 | Oak | Bo Ek | low | wanted');
});

test.each([
  [{ action: 'import' }, 'Attach the file'],
  [{ action: 'move', wish: 1 }, 'wishlist move wish:3 place:1'],
])('what is missing is asked for: %j', async (input, hint) => {
  await type(mia, 'request', { title: 'Ash by Anna Ward' });

  await expect(type(mia, 'wishlist', input)).rejects.toMatchObject({
    code: 'bad_input',
    hint: expect.stringContaining(hint),
  });
});
