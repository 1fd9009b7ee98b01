import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { foreignDatabase, formerProgram } from '../former/foreign-database.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { createDatabaseUrl } from './test-bot.ts';

const source = path.resolve(import.meta.dirname, '../../src');

/** Runs a program of the command line in a folder of its own, with a database that is new. */
async function place() {
  const folder = await makeTemporaryFolder();
  const { url, drop } = await createDatabaseUrl();
  onTestFinished(async () => {
    await drop();
    await rm(folder, { recursive: true });
  });
  const run = async (program: string, ...words: string[]) => {
    const child = spawn(process.execPath, [path.join(source, program), ...words], {
      cwd: folder,
      env: { ...process.env, DATABASE_URL: url },
    });
    const [output, error, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ]);
    return { output, error, code: code as number | null };
  };
  return { folder, run };
}

test('the former program is taken over from the command line, tried first and then done', async () => {
  const { run } = await place();
  const former = await foreignDatabase('sqlite', formerProgram);

  const dry = await run('import-cli.ts', 'mamcrawler', former, '--dry-run');
  const real = await run('import-cli.ts', 'mamcrawler', former);
  const wishes = await run('cli.ts', 'wishlist');

  expect(dry).toMatchObject({ code: 0, output: expect.stringMatching(/dry run\.\n$/) });
  expect(real.output).toContain('as wishes: 3 taken, 0 known already');
  expect(real).toMatchObject({ code: 0, error: '' });
  expect(wishes.output).toContain('Ash');
});

test('settings go from one installation to another as a file', async () => {
  const [here, there] = [await place(), await place()];
  await here.run('cli.ts', 'settings', 'MAX_GB', '7');
  const file = path.join(there.folder, 'settings.json');
  const printed = await here.run('settings-cli.ts', 'export');
  const written = await here.run('settings-cli.ts', 'export', file);
  const again = await here.run('settings-cli.ts', 'export', file);

  const brought = await there.run('settings-cli.ts', 'import', file);

  expect(await readFile(file, 'utf8')).toBe(printed.output);
  expect([written.code, again.code]).toEqual([0, 2]);
  expect(brought).toMatchObject({ code: 0, output: '1 settings changed: MAX_GB\n' });
});

test.each([
  ['import-cli.ts', [], /npm run import -- mamcrawler\|audiobookrequest\|mlm\|list/],
  ['import-cli.ts', ['mlm', '/nowhere.toml'], /cannot be read.*Give the path/],
  ['settings-cli.ts', ['import'], /npm run settings -- export/],
  ['settings-cli.ts', ['import', '/nowhere.json'], /cannot be read/],
])('%s %j: exit 2 with what is wrong', async (program, words, problem) => {
  const { run } = await place();

  const { code, error } = await run(program, ...words);

  expect(code).toBe(2);
  expect(error).toMatch(problem);
});
