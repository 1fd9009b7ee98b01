import { appendFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { keepLines, keptLogFile, readKeptLog } from '../../src/journal/kept-log.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const line = (level: number, msg: string, data = {}) =>
  `${JSON.stringify({ level, time: '2026-03-01T12:00:00.000Z', ...data, msg })}\n`;

async function keptFile() {
  const folder = await makeTemporaryFolder();
  const file = keptLogFile(path.join(folder, 'data'));
  return { file, folder: path.dirname(file), keep: keepLines(file) };
}

test('nothing was kept before the first line', async () => {
  const { file } = await keptFile();

  expect(readKeptLog(file, { level: 'debug', limit: 5 })).toBeNull();
});

test('lines are found by level and by any word or id they hold, the newest first', async () => {
  const { file, keep } = await keptFile();
  keep(line(30, 'http request', { id: 'a-1' }));
  keep(line(40, 'the status board waits', { platform: 'slack' }));
  appendFileSync(file, '{"level":50,"msg":"half a li\n');
  keep(line(50, 'job failed', { job: 'vip', taskId: 7 }));

  const messages = (level: 'info' | 'warn', text?: string) =>
    readKeptLog(file, { level, text, limit: 10 })?.map(({ message }) => message);

  expect(messages('info')).toEqual(['job failed', 'the status board waits', 'http request']);
  expect(messages('warn')).toEqual(['job failed', 'the status board waits']);
  expect(messages('info', 'SLACK')).toEqual(['the status board waits']);
  expect(messages('info', 'a-1')).toEqual(['http request']);
  expect(readKeptLog(file, { level: 'info', limit: 1 })).toEqual([
    {
      at: '2026-03-01T12:00:00.000Z',
      level: 'error',
      message: 'job failed',
      data: { job: 'vip', taskId: 7 },
    },
  ]);
});

test('the log never takes more than two files of 2 MiB, and reading goes on from one to the other', async () => {
  const { file, folder, keep } = await keptFile();
  const padding = 'x'.repeat(200_000);
  for (let index = 1; index <= 40; index += 1) keep(line(30, `line ${index}`, { padding }));

  const lines = readKeptLog(file, { level: 'info', limit: 12 });

  expect(lines?.map(({ message }) => message)).toEqual(
    Array.from({ length: 12 }, (_, index) => `line ${40 - index}`),
  );
  const sizes = readdirSync(folder).map((name) => statSync(path.join(folder, name)).size);
  expect(sizes).toHaveLength(2);
  for (const size of sizes) expect(size).toBeLessThan(2.5 * 1024 * 1024);
});

test('a disk that takes no lines stops nobody', async () => {
  const folder = await makeTemporaryFolder();
  appendFileSync(path.join(folder, 'data'), 'a file where the folder should be');

  expect(() => keepLines(keptLogFile(path.join(folder, 'data')))(line(30, 'hello'))).not.toThrow();
});
