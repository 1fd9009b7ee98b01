import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { changeAutopilot, readAutopilot } from '../../src/settings/autopilot.ts';
import { changeSetting, readPolicy } from '../../src/settings/stored.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const { settings } = loadConfig({});
const now = new Date('2026-06-15T12:00:00Z');

const switchTo = (mode: Parameters<typeof changeAutopilot>[2]['mode'], from = settings) =>
  changeAutopilot(em(), from, { mode, actor: 'Ada', now });

test('everything asks until an owner says otherwise', async () => {
  expect(await readAutopilot(em(), settings)).toEqual({
    mode: 'propose',
    resumes: 'propose',
    changedBy: null,
    changedAt: null,
  });
});

test('switched on again it does what it did before it was switched off', async () => {
  await switchTo('full');
  await switchTo('off');
  await switchTo('off');
  const off = await readAutopilot(em(), settings);

  const on = await switchTo('on');

  expect(off).toEqual({ mode: 'off', resumes: 'full', changedBy: 'Ada', changedAt: now });
  expect(on.mode).toBe('full');
  expect((await readPolicy(em(), settings)).autopilot).toBe('full');
});

test('that also holds when it was switched off as a setting, or is off by the environment', async () => {
  const { settings: free } = loadConfig({ AUTOPILOT: 'free' });
  const { settings: off } = loadConfig({ AUTOPILOT: 'off' });

  await changeSetting(em(), { name: 'AUTOPILOT', value: 'off', actor: 'Ada', now });

  expect((await readAutopilot(em(), free)).resumes).toBe('free');
  expect((await switchTo('on', off)).mode).toBe('propose');
});

test('switching on what is on changes nothing', async () => {
  await switchTo('free');

  expect((await switchTo('on')).mode).toBe('free');
});
