import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alertKinds } from '../../src/alerts/kinds.ts';
import { readRoutes } from '../../src/alerts/routes.ts';
import { loadConfig } from '../../src/config.ts';
import { changeSetting } from '../../src/settings/stored.ts';

test.each([
  ['session-lost', '"session-lost" is not of the form session-lost=discord:123456'],
  ['imported=', '"imported=" is not of the form'],
  ['a=b=c', '"a=b=c" is not of the form'],
  ['importd=none', 'there is no kind of alert "importd"; did you mean "imported"?'],
  ['download-stop=none', 'did you mean "download-stopped"?'],
  ['weather=none', 'known are account-readable, account-unreadable'],
  ['imported=teams:1', '"teams:1" is no place: write none, or a chat (discord, slack, terminal)'],
  ['imported=discord:general', '"general" is no channel id of discord'],
  ['imported=slack:general', '"general" is no channel id of slack'],
  ['imported=terminal:1', '"1" is no channel id of terminal'],
  ['imported=slack, imported=none', 'imported goes somewhere and nowhere'],
  ['imported=none, imported=slack', 'imported goes somewhere and nowhere'],
  ['imported=slack, imported=slack:C0123', 'imported has two channels in slack'],
])('"%s" is a clear problem', (text, problem) => {
  const expected = { problem: expect.stringContaining(problem) };

  expect(readRoutes(text)).toEqual(expected);
});

test('a malformed setting stops the start with its problem', () => {
  expect(() => loadConfig({ ALERT_CHANNELS: 'importd=none' })).toThrow(
    'ALERT_CHANNELS: there is no kind of alert "importd"; did you mean "imported"?',
  );
});

test('a malformed change while running is refused with its problem', async () => {
  const change = {
    name: 'ALERT_CHANNELS',
    value: 'imported=slack:x',
    actor: 'Ada',
    now: new Date(),
  };

  await expect(changeSetting({} as never, change)).rejects.toMatchObject({
    code: 'bad_input',
    message: 'ALERT_CHANNELS: "x" is no channel id of slack',
  });
});

test('any text is routes or a problem, and what was understood is closed', () => {
  const word = fc.constantFrom(
    'imported',
    'info',
    'none',
    'slack',
    'discord:123456',
    '=',
    ',',
    ' ',
    ':',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(word).map((words) => words.join('')),
      ),
      (text) => {
        const result = readRoutes(text);
        const understood = 'routes' in result ? [...result.routes.keys()] : [];
        expect(understood.filter((key) => !text.includes(key))).toEqual([]);
        expect('problem' in result ? result.problem : 'none').not.toBe('');
      },
    ),
  );
});

test('the list of kinds is what the words of alerts use, no more and no less', () => {
  const folder = path.resolve(import.meta.dirname, '../../src/alerts/words');
  const used = readdirSync(folder).flatMap((file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const found = text.matchAll(/kind: '([a-z-]+)',\s+severity:/g);
    return [...found].map(([, kind]) => kind);
  });

  expect(new Set(used)).toEqual(new Set(alertKinds));
});
