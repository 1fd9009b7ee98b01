import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { complete } from '../../../src/chat/terminal/complete.ts';
import { discoverCommands } from '../../../src/command/discover.ts';
import { until } from '../../support/until.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';
import { sit } from './sitting.ts';

const commands = await discoverCommands();
const known: Record<string, string[]> = {
  series: ['Discworld', 'Land of Oz'],
  job: ['library-scan', 'vip'],
};
const suggest = async (field: string) => known[field] ?? [];
const owner = { id: '1', name: 'Olga', platform: 'terminal', role: 'owner' } as const;

const completed = async (line: string, actor: Parameters<typeof complete>[1]['actor'] = owner) => {
  const { piece, candidates } = await complete(line, { commands, actor, suggest });
  return candidates.map((one) => line.slice(0, line.length - piece.length) + one);
};

test.each([
  ['appr', ['approve ', 'approveall ']],
  ['/appr', ['/approve ', '/approveall ']],
  ['run lib', ['run library-scan ']],
  ['series land', ['series "Land of Oz" ']],
  ['series "land of', ['series "Land of Oz" ']],
  ['series series:"La', ['series series:"Land of Oz" ']],
  ['autopilot mode:pro', ['autopilot mode:propose ']],
  ['autopilot pro', ['autopilot propose ']],
  ['approve 12 over', ['approve 12 override:']],
  ['approve 12 override:t', ['approve 12 override:true ']],
  ['help appr', ['help approve ', 'help approveall ']],
  ['nonsense x', []],
  ['series bogus:x', []],
])('%s goes on as %j', async (line, expected) => {
  expect(await completed(line)).toEqual(expected);
});

test('nothing is offered that the person may not do', async () => {
  const viewer = { ...owner, role: 'viewer' } as const;

  expect(await completed('appr', viewer)).toEqual([]);
  expect(await completed('approve 12 over', viewer)).toEqual([]);
});

test('a press of Tab completes the line where it stands', async () => {
  const { type, seen, look } = await sit();

  type('appro\t');
  await seen('warden> approve');
  type('12\r');

  await seen('Approved 12');
  expect(look()).toContain('warden> approve 12');
});

test('lines of an earlier sitting come back, codes do not', async () => {
  const historyFile = path.join(await makeTemporaryFolder(), 'typed-lines');
  const first = await sit({ historyFile });
  await first.enter('approve 12', 'Approved 12');
  first.type('claim 482913\r');
  await until(async () => (await readFile(historyFile, 'utf8')) !== '');
  await first.terminal.stop();

  const second = await sit({ historyFile });
  second.type('\u001b[A');

  await second.seen('warden> approve 12');
  expect(await readFile(historyFile, 'utf8')).toBe('approve 12');
  expect((await stat(historyFile)).mode & 0o777).toBe(0o600);
});

test('where lines cannot be kept the sitting goes on, and that is told once', async () => {
  const folder = await makeTemporaryFolder();
  const notAFolder = path.join(folder, 'file');
  await writeFile(notAFolder, '');
  const { enter, bugs } = await sit({ historyFile: path.join(notAFolder, 'typed-lines') });

  await enter('approve 12', 'Approved 12');
  await enter('approve 13', 'Approved 13');

  expect(bugs).toHaveLength(1);
});

test('a folder that is not there yet is made', async () => {
  const historyFile = path.join(await makeTemporaryFolder(), 'data', 'typed-lines');
  const { enter, bugs } = await sit({ historyFile });

  await enter('approve 12', 'Approved 12');

  expect(await readFile(historyFile, 'utf8')).toBe('approve 12');
  expect(bugs).toEqual([]);
});
