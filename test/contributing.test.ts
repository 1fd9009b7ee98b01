import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { createDatabaseUrl } from './e2e/test-bot.ts';
import { makeTemporaryFolder } from './support/temporary-folder.ts';

const root = path.resolve(import.meta.dirname, '..');

/** A copy of the program with the files that the recipes of CONTRIBUTING.md write. */
async function followRecipes(): Promise<{ run: (...words: string[]) => Promise<string> }> {
  const folder = await makeTemporaryFolder();
  const { url, drop } = await createDatabaseUrl();
  onTestFinished(async () => {
    await drop();
    await rm(folder, { recursive: true });
  });
  for (const part of ['src', 'commands', 'jobs', 'migrations', 'package.json', 'docs']) {
    await cp(path.join(root, part), path.join(folder, part), { recursive: true });
  }
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  const page = await readFile(path.join(root, 'CONTRIBUTING.md'), 'utf8');
  for (const [, file = '', code = ''] of page.matchAll(/^```ts (\S+)\n([\s\S]*?)^```/gm)) {
    await writeFile(path.join(folder, file), code);
  }
  return {
    async run(...words) {
      const child = spawn(process.execPath, words, {
        cwd: folder,
        env: { ...process.env, DATABASE_URL: url },
      });
      const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
      return output;
    },
  };
}

test('who follows the recipes has a command that answers and a job that runs', async () => {
  const { run } = await followRecipes();

  expect(await run('src/cli.ts', 'hello', '--name', 'Ada')).toMatch(/Hello Ada\s+How are you\?/);
  expect(await run('src/job-cli.ts', 'greet')).toMatch(/^greet completed: good morning, it is 2/);
});
