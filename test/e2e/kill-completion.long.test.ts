import { expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { holdFirst, startGate } from './gate.ts';
import { openKillStage } from './kill-stage.ts';
import { patience } from './test-bot.ts';

const longMs = 90_000;
const job = 'series-author-completion';

test(
  'killed among the authors: the next run asks for those that are left, and for nobody twice',
  async (context) => {
    const stage = await openKillStage(context);
    const catalogue = await startGate(stage.world.catalogue.url);
    stage.onEnd(catalogue.stop);
    stage.environment['AUDIBLE_URL'] = catalogue.url;
    const bot = await stage.start();
    const runs = (name: string, status: string) =>
      stage.rows<{ progress: { label: string; done: number } | null; report: unknown }>(
        `select progress, task_metadata as report from tasks
        where task_name = '${name}' and status = '${status}'`,
      );
    await until(async () => (await runs('library-scan', 'completed')).length === 1, patience);
    const scanned = catalogue.requests.length;
    const asked = () =>
      catalogue.requests.slice(scanned).map(({ query, path }) => query.get('author') ?? path);
    const { guard, reached } = holdFirst(() => asked().length === 3, 'before');
    catalogue.setGuard(guard);

    await bot.type('run', { job });
    await reached;
    const shown = await until(async () => {
      // Progress is written every now and then, so it may lag behind the requests.
      const [run] = await runs(job, 'running');
      return run?.progress?.label.startsWith('author: ') && run.progress.done === 2 && run.progress;
    }, patience);
    await bot.kill();
    const before = asked();
    catalogue.setGuard(null);
    const next = await stage.start();
    await next.type('run', { job });
    const [done] = await until(async () => {
      const ended = await runs(job, 'completed');
      return ended.length > 0 && ended;
    }, patience);

    const authors = await stage.rows<{ name: string }>('select name from authors order by name');
    expect(shown).toMatchObject({ done: 2, total: authors.length });
    expect(before).toHaveLength(3);
    // The one that was asked for and not answered is asked for again; no list of a series is old enough.
    const again = asked().slice(3);
    expect(again[0]).toBe(before[2]);
    expect([...before.slice(0, 2), ...again].toSorted()).toEqual(authors.map(({ name }) => name));
    expect(done?.report).toMatchObject({
      series: { searched: 0 },
      authors: { searched: authors.length - 2, skipped: [] },
    });
    const gaps = await stage.rows(
      `select title from missing_books where reason_missing = 'author_gap' order by title`,
    );
    expect(gaps).toEqual([
      { title: 'Strange Case of Dr Jekyll & Mr Hyde' },
      { title: 'The War of the Worlds' },
    ]);
  },
  longMs,
);
