import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { useStage } from './e2e/stage.ts';
import {
  createDatabaseUrl,
  patience,
  startTestBot,
  type TestBot,
  wantEverything,
} from './e2e/test-bot.ts';
import { until } from './support/until.ts';

const source = path.resolve(import.meta.dirname, '../src');

describe('what the system will not do', () => {
  const stage = useStage();

  async function start(more: Record<string, string> = {}): Promise<TestBot> {
    const database = await createDatabaseUrl();
    stage.onEnd(database.drop);
    const bot = await startTestBot({ ...stage.environment, DATABASE_URL: database.url, ...more });
    stage.onEnd(bot.stop);
    return bot;
  }

  test('it deletes no book, and moves or renames nothing in the library', async () => {
    const before = filesOf(stage.world.library.folder);
    const bot = await start();
    const [proposal] = await wantEverything(bot, ['The Warlord of Mars']);

    await bot.type('approve', { proposal: proposal ?? 0 });
    await until(() => bot.room.titled(/On the shelf/).length > 0, patience);
    await bot.type('run', { job: 'library-scan' });
    await until(
      async () =>
        (
          await bot.rows(
            `select 1 from tasks where task_name = 'library-scan' and status = 'completed'`,
          )
        ).length === 2,
    );

    const after = filesOf(stage.world.library.folder);
    expect([...before].filter(([file, hash]) => after.get(file) !== hash)).toEqual([]);
    expect(after.size).toBeGreaterThan(before.size);
  });

  test('it removes and renames only what it made itself', () => {
    const allowed = [
      'db/embedded', // its own database
      'importing/', // its own temporary folders
      'replacing/exchange.ts', // an owned edition, by a person's approval, into the restore area
      'replacing/remove-kept.ts', // what lies in the restore area, by a person's press
      'replacing/build-next.ts', // its own hidden folder
      'replacing/carry-on.ts', // the same
      'sandbox/', // the demo's world
      'demo.ts',
      'backup/', // its own backups, by their names and by BACKUP_KEEP
      'journal/kept-log.ts', // its own log
      'chat/terminal/history.ts', // the file of the lines somebody typed
    ];

    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const removing = files.filter((file) =>
      /\b(rm|rmSync|unlink|unlinkSync|rmdir|rename|renameSync|truncate)\(/.test(
        readFileSync(path.join(source, file), 'utf8'),
      ),
    );

    expect(removing.filter((file) => !allowed.some((part) => file.startsWith(part)))).toEqual([]);
    expect(removing.length).toBeGreaterThan(0);
  });

  test('it does not exceed the budget of searches', async () => {
    const bot = await start({ MAM_SEARCHES_PER_DAY: '2' });
    await until(() => bot.room.titled(/gaps in/).length > 0);

    await bot.type('search', { title: 'The Warlord of Mars' });
    await bot.type('search', { title: 'The Chessmen of Mars' });
    const third = bot.type('search', { title: 'Tik-Tok of Oz' });

    await expect(third).rejects.toMatchObject({ service: 'tracker', kind: 'throttled' });
    expect(stage.world.tracker.requests.filter((request) => request.kind === 'search').length).toBe(
      2,
    );
  });

  test('it does not download what is owned, queued or on its way', async () => {
    const bot = await start();
    const [proposal] = await wantEverything(bot, ['The Warlord of Mars']);

    const owned = await bot.type('request', {
      title: 'A Princess of Mars',
      author: 'Edgar Rice Burroughs',
    });
    await bot.type('approve', { proposal: proposal ?? 0 });
    const again = bot.type('approve', { proposal: proposal ?? 0 });

    expect(owned.title).toBe('You have it: A Princess of Mars');
    await expect(again).rejects.toMatchObject({ code: 'already_decided' });
    await bot.type('request', { title: 'The Warlord of Mars' });
    await until(() => bot.room.titled(/On the shelf/).length > 0, patience);
    expect(stage.world.downloadClient.torrents.size).toBe(1);
    expect(await bot.rows('select 1 from downloads')).toHaveLength(1);
  });

  test.each([
    [
      'the ratio afterwards would be too low',
      (account: Account) =>
        Object.assign(account, { downloadedBytes: Math.floor(account.uploadedBytes / 1.05) }),
      'ratio-after',
    ],
    [
      'the unsatisfied limit is near',
      (account: Account) => Object.assign(account, { unsatisfiedLimit: 22 }),
      'unsatisfied',
    ],
  ])('it offers nothing paid when %s', async (_name, change, rule) => {
    change(stage.world.tracker.account);
    const bot = await start();
    await until(async () => (await bot.rows('select 1 from ratio_log')).length > 0);

    await wantEverything(bot, []);

    const held = await until(async () => {
      const rows = await bot.rows<Held>('select status, hold from proposals where is_paid');
      return rows.length > 0 && rows;
    });
    expect(new Set(held.map((row) => row.status))).toEqual(new Set(['held']));
    expect(held.flatMap((row) => row.hold.map((one) => one.rule))).toContain(rule);
  });

  test('it offers nothing paid while the account reading is old', async () => {
    const bot = await start();
    await until(() => bot.room.titled(/gaps in/).length > 0);
    await until(async () => (await bot.rows('select 1 from ratio_log')).length > 0);
    await bot.rows(`update ratio_log set seen_at = now() - interval '16 minutes' returning id`);

    await bot.type('series', { series: 'all', monitor: 'all' });

    const paid = await until(async () => {
      const rows = await bot.rows<Held>('select status, hold from proposals where is_paid');
      return rows.length > 0 && rows;
    });
    expect(
      paid.every(
        (row) => row.status === 'held' && row.hold.some((one) => one.rule === 'fresh-reading'),
      ),
    ).toBe(true);
  });
});

type Held = { status: string; hold: { rule: string }[] };
type Account = { uploadedBytes: number; downloadedBytes: number; unsatisfiedLimit: number };

function filesOf(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [file, createHash('sha256').update(readFileSync(file)).digest('hex')];
    }),
  );
}
