import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import {
  changeSetting,
  listSettings,
  readPolicy,
  refuseContradiction,
  resetSetting,
} from '../../src/settings/stored.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const { settings } = loadConfig({ MAX_GB: '8' });
const now = new Date('2026-06-15T12:00:00Z');

const change = (name: string, value: string) =>
  changeSetting(em(), { name, value, actor: 'Ada', now });

test('the environment gives the value until a person changes it, and again after a reset', async () => {
  const seen = [(await readPolicy(em(), settings)).maxGb];
  await change('max_gb', '4.5');
  seen.push((await readPolicy(em(), settings)).maxGb);
  await resetSetting(em(), 'MAX_GB');
  seen.push((await readPolicy(em(), settings)).maxGb);

  expect(seen).toEqual([8, 4.5, 8]);
});

test('the list says what each setting is for and who changed it', async () => {
  await change('formats', 'MP3, m4b');

  const rows = await listSettings(em(), settings);

  expect(rows.find(({ name }) => name === 'FORMATS')).toEqual({
    name: 'FORMATS',
    value: 'MP3, m4b',
    fallback: 'm4b,mp3',
    description: 'wanted formats, the preferred one first',
    changedBy: 'Ada',
  });
  expect((await readPolicy(em(), settings)).formats).toEqual(['mp3', 'm4b']);
});

test.each([
  ['MAX_GB', '-1', 'bad_input'],
  ['RELEASE_POLICY', 'cheapest', 'bad_input'],
  ['MAM_ID', 'x', 'not_found'],
  ['__proto__', 'x', 'not_found'],
])('%s = %s is refused and nothing is stored', async (name, value, code) => {
  await expect(change(name, value)).rejects.toMatchObject({ code });

  expect(await em().execute('select 1 from settings')).toEqual([]);
});

test('a stored value that an older version allowed does not stop the bot', async () => {
  await em().execute(
    `insert into settings (name, value, updated_by) values ('MAX_GB', '"many"', 'x'), ('GONE', '1', 'x')`,
  );

  expect((await readPolicy(em(), settings)).maxGb).toBe(8);
});

test('values that contradict each other are refused, whichever of them was changed', async () => {
  await change('RATIO_FLOOR', '1.3');

  await expect(refuseContradiction(em(), settings)).rejects.toMatchObject({ code: 'bad_input' });
  await change('RATIO_RECOVERED', '1.4');
  await expect(refuseContradiction(em(), settings)).resolves.toBeUndefined();
});

test.each([
  ['MAX_GB', '0', 'MAX_GB: at least 0.1'],
  ['VIP_RENEW_DAYS', '90', 'VIP_RENEW_DAYS: at most 83'],
  ['max gb', 'large', /^MAX_GB: /],
])('%s=%s is refused in words', async (name, value, message) => {
  await expect(change(name, value)).rejects.toThrow(message);
});
