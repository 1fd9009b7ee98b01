import { expect, test } from 'vitest';
import gapsCommand from '../../commands/gaps.ts';
import type { Actor } from '../../src/command/actor.ts';
import { textOf } from '../e2e/chat-room.ts';
import { execute } from '../spending/run-command.ts';
import { useDatabase } from '../support/use-database.ts';
import { now, policy } from './shelf.ts';

const { em } = useDatabase();
const viewer: Actor = { id: '1', name: 'Ida', platform: 'discord', role: 'viewer' };
const services = { now: () => now, policy: () => Promise.resolve(policy) };

const gaps = async () =>
  textOf(await execute(gapsCommand, { services: services as never }, em, viewer, {}));

async function scanIs(status: string): Promise<void> {
  await em().execute(
    `insert into tasks (task_name, cause, status, scheduled_time, actual_start, actual_end)
     values ('library-scan', 'event', ?, ?, ?, case when ? = 'completed' then ?::timestamptz end)`,
    [status, now, now, status, now],
  );
}

test('before any scan nobody says that nothing is missing', async () => {
  const before = await gaps();
  await scanIs('running');
  const during = await gaps();
  await scanIs('completed');
  const after = await gaps();

  expect(before).toMatch(/The library was not read yet[^]*run library-scan/);
  expect(during).toMatch(/The library is being read/);
  expect(after).toMatch(/No gaps[^]*Nothing known is missing/);
});
