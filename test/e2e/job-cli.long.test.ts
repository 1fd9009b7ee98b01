import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test, type TestContext } from 'vitest';
import { openStage, type Stage } from './stage.ts';
import { createDatabaseUrl, quick } from './test-bot.ts';

const longMs = 120_000;
const program = path.resolve(import.meta.dirname, '../../src/job-cli.ts');

/** Runs `npm run job -- full-sync` in a process of its own. */
async function runFullSync({ environment, folder }: Stage, databaseUrl: string) {
  const child = spawn(process.execPath, [program, 'full-sync'], {
    cwd: folder,
    env: {
      ...process.env,
      ...quick,
      ...environment,
      DATABASE_URL: databaseUrl,
      TOP10_CATEGORIES: '44:10',
    },
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { output, code: code as number | null };
}

async function openPlace(context: TestContext) {
  const stage = await openStage(context);
  const { url, drop } = await createDatabaseUrl();
  stage.onEnd(drop);
  return { stage, url };
}

test.concurrent(
  'full-sync from the command line prints what each step did and exits 0',
  async (context) => {
    const { stage, url } = await openPlace(context);

    const { output, code } = await runFullSync(stage, url);

    expect(output).toMatch(
      /^full-sync completed: \d+ steps ended, 0 downloads still on their way$/m,
    );
    expect(output).toMatch(/^ {2}library-scan: 18 books read/m);
    expect(output).toMatch(/^ {2}top10: Juvenile: 1 places, 1 wanted$/m);
    expect(output).toMatch(/^ {2}queue 1: 1 searched: .* 1 proposed/m);
    expect(code).toBe(0);
  },
  longMs,
);

test.concurrent(
  'it exits 3 when a service was away, and prints what the other steps did',
  async (context) => {
    const { stage, url } = await openPlace(context);
    await stage.library.shut();

    const { output, code } = await runFullSync(stage, url);

    expect(output).toMatch(
      /^full-sync failed: library-scan: failed: audiobookshelf at .*top10: Juvenile: 1 places/m,
    );
    expect(code).toBe(3);
  },
  longMs,
);
