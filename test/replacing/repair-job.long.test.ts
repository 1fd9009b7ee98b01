import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test, type TestContext } from 'vitest';
import { openOrm } from '../../src/db/orm.ts';
import { startWorld } from '../../src/sandbox/world.ts';
import { quick } from '../e2e/test-bot.ts';
import { createDatabase } from '../support/database.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const longMs = 120_000;
const program = path.resolve(import.meta.dirname, '../../src/job-cli.ts');

/** A library of so many weak books, and the way to run the job over it in a worker of a process of its own. */
async function openRepairs({ onTestFinished }: TestContext, weakBooks: number) {
  const world = await startWorld({ dir: path.join(await makeTemporaryFolder(), 'world') });
  onTestFinished(world.stop);
  const { connection, drop } = await createDatabase();
  onTestFinished(drop);
  const orm = await openOrm(connection, 2);
  onTestFinished(() => orm.close());
  const { host, port, user, dbName } = connection;
  const sql = <Row>(statement: string) => orm.em.fork().execute<Row[]>(statement);
  await sql(`insert into books (abs_id, title, author, bitrate_kbps)
             select 'weak-' || n, 'Weak ' || n, 'Ann Author', 16 + n % 40 from generate_series(1, ${weakBooks}) n`);
  async function run(changes: Record<string, string> = {}) {
    const child = spawn(process.execPath, [program, 'repair'], {
      env: {
        ...process.env,
        ...quick,
        ...world.environment,
        DATABASE_URL: `postgresql://${user}@${encodeURIComponent(host)}:${port}/${dbName}`,
        ...changes,
      },
    });
    const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    return { output, code: code as number | null };
  }
  return { world, sql, run };
}

test.concurrent(
  'fifty books a run, each once, with a report of which and why; the searches go through the usual queue',
  async (context) => {
    const { world, sql, run } = await openRepairs(context, 70);

    const first = await run();
    const second = await run();
    const third = await run();

    expect([first.code, second.code, third.code]).toEqual([0, 0, 0]);
    expect(first.output).toMatch(/better editions of 50 books are searched, 20 books wait/);
    expect(second.output).toMatch(/better editions of 20 books are searched, 0 books wait/);
    expect(third.output).toMatch(/better editions of 0 books are searched/);
    const wanted = await sql(
      'select count(*)::int as rows, count(distinct replaces_book_id)::int as books from missing_books',
    );
    expect(wanted).toEqual([{ rows: 70, books: 70 }]);
    const reports = await sql<{ wanted: { title: string; reason: string }[] }>(
      `select task_metadata -> 'wanted' as wanted from tasks where task_name = 'repair' order by id`,
    );
    expect(reports.map((report) => report.wanted.length)).toEqual([50, 20, 0]);
    expect(reports[0]?.wanted[0]).toMatchObject({ reason: '16 kbps' });
    // The job itself asks the tracker nothing: pace and daily budget are those of the queue.
    const asked = await sql(
      `select 1 from tasks where task_name = 'queue' and status <> 'cancelled'`,
    );
    expect(asked.length).toBeGreaterThan(0);
    expect(world.tracker.requests.filter(({ kind }) => kind === 'search').length).toBeLessThan(20);
  },
  longMs,
);

test.concurrent(
  'without a source of releases nothing is wanted, and the run says so',
  async (context) => {
    const { sql, run } = await openRepairs(context, 3);

    const { output, code } = await run({ MAM_ID: '', PROWLARR_URL: '' });

    expect([code, output]).toEqual([0, expect.stringContaining('no source of releases')]);
    expect(await sql('select 1 from missing_books')).toEqual([]);
  },
  longMs,
);
