import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { joinFellows } from '../../src/db/fellows.ts';
import { ConfigError } from '../../src/errors.ts';
import { useDatabase } from '../support/use-database.ts';

const { connection } = useDatabase();
const shared = { SECRET_KEY: 'a key that all of them have, long enough', MAM_ID: 'cookie-1' };

const join = (environment: Record<string, string>) =>
  joinFellows(loadConfig(environment), connection());

test('bots with the same secrets share a database', async () => {
  const leaveFirst = await join({ ...shared, HTTP_PORT: '8000' });

  const second = join({ ...shared, HTTP_PORT: '8001' });

  await expect(second).resolves.toBeTypeOf('function');
  await leaveFirst();
  await (await second)();
});

test.each([
  ['key', { SECRET_KEY: 'a key that nobody else has, long enough' }],
  ['session', { MAM_ID: 'cookie-2' }],
])('one with another %s is refused while they work, and welcome afterwards', async (_, other) => {
  const leaveFirst = await join(shared);

  const refused = await join({ ...shared, ...other }).catch((error: unknown) => error);
  const leaveFellow = await join(shared);
  await leaveFirst();
  await leaveFellow();
  const leaveAlone = await join({ ...shared, ...other });

  expect(refused).toBeInstanceOf(ConfigError);
  expect((refused as Error).message).toContain('with another SECRET_KEY or MAM_ID');
  await leaveAlone();
});
