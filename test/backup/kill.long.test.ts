import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { usePlace } from './place.ts';

const place = usePlace();
const patience = { timeoutMs: 60_000 };
const rows = 100_000;
const scratch = `'shelfwarden_check_' || (select oid from pg_database where datname = current_database())`;

function start(program: 'backup' | 'restore', ...words: string[]): ChildProcess {
  const file = path.resolve(import.meta.dirname, `../../src/${program}-cli.ts`);
  return spawn(process.execPath, [file, ...words], {
    cwd: place.folder,
    env: { ...process.env, ...place.environment },
  });
}

async function finish(program: ChildProcess): Promise<{ said: string; code: unknown }> {
  const streams = [program.stdout, program.stderr].flatMap((one) => (one ? [text(one)] : []));
  const [[code], ...said] = await Promise.all([once(program, 'exit'), ...streams]);
  return { said: said.join(''), code };
}

/** Kills a program as soon as something is to be seen; gives up when it ends before. */
async function killWhen(program: ChildProcess, isSeen: () => Promise<boolean>): Promise<void> {
  await until(async () => (await isSeen()) || program.exitCode !== null, patience);
  expect(program.exitCode).toBe(null);
  program.kill('SIGKILL');
  await once(program, 'exit');
}

const partSeen = async () => (await place.files()).some((name) => name.endsWith('.part'));
const seen = (query: string) => async () => (await place.run(query)).length > 0;
const noneWorks = async () => {
  const [{ count } = { count: 1 }] = await place.run(
    `select count(*)::int as count from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
        and backend_type = 'client backend'`,
  );
  return count === 0;
};

async function fill(): Promise<void> {
  await place.run(
    `insert into audit (actor_id, actor_name, platform, command, input, outcome)
     select md5(n::text), 'Amy', 'slack', 'queue', '{}', 'ok' from generate_series(1, ${rows}) n`,
  );
}
const count = async () => (await place.run('select count(*)::int as rows from audit'))[0]?.['rows'];

test.each([
  ['while the file is written', partSeen],
  ['while it is tried out', seen(`select 1 from pg_database where datname = ${scratch}`)],
])(
  'a backup that is killed %s leaves nothing that looks like one, and the next goes well',
  async (_, isSeen) => {
    await fill();

    await killWhen(start('backup'), isSeen);
    expect((await place.files()).filter((name) => name.endsWith('.swb'))).toEqual([]);
    expect(await place.run('select * from backups')).toEqual([]);

    await until(noneWorks, patience);
    const { code, said } = await finish(start('backup'));
    expect(said).toMatch(/restored for a trial and compared/);
    expect(code).toBe(0);
    expect(await place.files()).toHaveLength(1);
    expect(await place.run(`select 1 from pg_database where datname = ${scratch}`)).toEqual([]);
  },
  180_000,
);

test.each([
  ['while what is there is backed up', partSeen],
  [
    'while rows are loaded',
    seen(
      `select 1 from pg_stat_activity
        where datname = current_database() and query like 'copy public."audit"%from stdin'`,
    ),
  ],
])(
  'a restore that is killed %s has changed nothing, and the next goes well',
  async (_, isSeen) => {
    await fill();
    await finish(start('backup'));
    const file = path.join(place.backups, (await place.files())[0] ?? '');
    await place.run('truncate audit');
    await place.run(`insert into settings (name, value, updated_by) values ('new', '1', 'Amy')`);

    await killWhen(start('restore', file, '--replace'), isSeen);
    await until(noneWorks, patience);
    expect(await count()).toBe(0);
    expect(await place.run('select name from settings')).toEqual([{ name: 'new' }]);

    await until(noneWorks, patience);
    const { code, said } = await finish(start('restore', file, '--replace'));
    expect(said).toMatch(/^Restored the backup of .*: \d+ rows of \d+ tables\.$/m);
    expect(code).toBe(0);
    expect(await count()).toBe(rows);
    expect(await place.run('select name from settings')).toEqual([]);
  },
  180_000,
);

test('of two restores at once one goes through and the other changes nothing or waits for its turn', async () => {
  await fill();
  await finish(start('backup'));
  const file = path.join(place.backups, (await place.files())[0] ?? '');

  const ends = await Promise.all([
    finish(start('restore', file, '--replace')),
    finish(start('restore', file, '--replace')),
  ]);

  // On a busy machine the second may begin when the first is done; then it goes through as well.
  expect(ends.map(({ code }) => code)).toContain(0);
  for (const { said } of ends.filter(({ code }) => code !== 0)) {
    expect(said).toContain('Nothing was changed.');
  }
  expect(await count()).toBe(rows);
}, 180_000);

test('without a file it says how it is called', async () => {
  const { code, said } = await finish(start('restore'));

  expect({ code, said }).toEqual({
    code: 2,
    said: 'npm run restore -- <file> [--replace]\n',
  });
});
