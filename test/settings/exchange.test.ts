import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { secretNames } from '../../src/config-options.ts';
import { exportSettings, importSettings } from '../../src/settings/exchange.ts';
import { policyOptions } from '../../src/settings/policy-options.ts';
import { changeSetting, listSettings } from '../../src/settings/stored.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const key = crypto.randomUUID();
const { settings } = loadConfig({ MAX_GB: '8', API_KEY: key });
const now = new Date('2026-06-15T12:00:00Z');
const actor = { platform: 'terminal', id: 'ada', name: 'Ada', role: 'owner' } as const;
const bring = (text: string) =>
  importSettings(em(), text, { settings: loadConfig({}).settings, actor, now });
const fileWith = (values: Record<string, string>) =>
  JSON.stringify({ kind: 'shelfwarden settings', settings: values });

test('what one installation exports another one has afterwards, and a second time nothing changes', async () => {
  await changeSetting(em(), { name: 'LANGUAGES', value: 'en,de', actor: 'Ada', now });
  const text = await exportSettings(em(), settings);
  await em().execute('delete from settings');

  const changed = await bring(text);

  expect(changed).toEqual(['MAX_GB', 'LANGUAGES']);
  expect(await bring(text)).toEqual([]);
  const rows = await listSettings(em(), loadConfig({}).settings);
  expect(rows.filter(({ changedBy }) => changedBy).map(({ name, value }) => [name, value])).toEqual(
    [
      ['MAX_GB', '8'],
      ['LANGUAGES', 'en,de'],
    ],
  );
  expect(await em().execute('select command, input, outcome from audit order by id')).toEqual([
    { command: 'settings', input: { MAX_GB: '8', LANGUAGES: 'en,de' }, outcome: 'done' },
    { command: 'settings', input: {}, outcome: 'done' },
  ]);
});

test('no secret can be in an export', async () => {
  expect(secretNames.filter((name) => name in policyOptions)).toEqual([]);
  expect(await exportSettings(em(), settings)).not.toContain(key);
});

test.each([
  ['hello', /no exported settings/],
  ['{"kind":"other","settings":{}}', /no exported settings/],
  [fileWith({ MAM_ID: 'x' }), /Not known here: MAM_ID/],
  [fileWith({ LANGUAGES: 'de', MAX_GB: '-1' }), /MAX_GB/],
  [fileWith({ LANGUAGES: 'de', RATIO_FLOOR: '3' }), /RATIO_RECOVERED/],
])('%s is refused, and nothing of it is set', async (text, problem) => {
  await expect(bring(text)).rejects.toThrow(problem);

  expect(await em().execute('select 1 from settings')).toEqual([]);
});
