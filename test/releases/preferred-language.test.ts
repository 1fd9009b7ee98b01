import { expect, test } from 'vitest';
import preferences from '../../commands/preferences.ts';
import search from '../../commands/search.ts';
import { createExecute } from '../../src/command/execute.ts';
import type { Commands } from '../../src/command/discover.ts';
import { loadConfig } from '../../src/config.ts';
import type { Services } from '../../src/services.ts';
import { servicesWith, createSite } from '../proposals/site.ts';
import { useDatabase } from '../support/use-database.ts';
import { buildRow } from './builders.ts';

const { em } = useDatabase();
const site = createSite([
  buildRow({ id: 1, title: 'Salt Road', series: [], tags: '128 kbps' }),
  buildRow({ id: 2, title: 'Salt Road', series: [], tags: '128 kbps', language: 'GER' }),
]);
const commands: Commands = new Map<string, never>([
  ['preferences', preferences as never],
  ['search', search as never],
]);
const execute = createExecute(commands, {
  ...servicesWith(site.mam, em),
  config: loadConfig({}),
} as unknown as Services);

async function types(
  person: string,
  command: string,
  input: Record<string, unknown>,
): Promise<string> {
  const actor = { platform: 'discord', id: person, name: person, role: 'member' } as const;
  return JSON.stringify((await execute({ command, input, actor })).reply);
}

test('who prefers a language sees releases in it, is told so, and sees all by a word', async () => {
  expect(await types('Ada', 'preferences', { language: 'german' })).toContain('German');

  const narrowed = await types('Ada', 'search', { title: 'Salt Road' });
  const asked = await types('Ada', 'search', { title: 'Salt Road', language: 'en' });
  const all = await types('Ada', 'search', { title: 'Salt Road', language: 'any' });

  expect(narrowed).toContain('Found: 1 release');
  expect(narrowed).toContain('Only in German, as you prefer; language:any shows every language.');
  expect(asked).toContain('Found: 1 release');
  expect(asked).not.toContain('as you prefer');
  expect(all).toContain('Found: 2 releases');
  expect(await types('Ben', 'search', { title: 'Salt Road' })).toContain('Found: 2 releases');
});

test('a choice stays while another is made, and can be taken back', async () => {
  await types('Cleo', 'preferences', { language: 'fr' });
  await types('Cleo', 'preferences', { private: true });

  expect(await types('Cleo', 'preferences', {})).toContain('French');
  expect(await types('Cleo', 'preferences', { language: 'any' })).toMatch(/Language[^}]*any/);
});

test('what is no language is refused with how to name one', async () => {
  await expect(types('Ada', 'preferences', { language: 'loud' })).rejects.toThrow(
    '"loud" is no language.',
  );
});
