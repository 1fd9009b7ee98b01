import { expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { textOf } from './chat-room.ts';
import { holdFirst } from './gate.ts';
import { openKillStage } from './kill-stage.ts';
import { openBotStage, type Stage } from './stage.ts';
import { patience } from './test-bot.ts';

const longMs = 240_000;
/** Nobody but the test says anything of the books. */
const noCatalogues = { METADATA_SOURCES: 'hardcover', HARDCOVER_TOKEN: '' };

type Rows = <Row>(statement: string) => Promise<Row[]>;

/** A book of the library of which somebody says a publisher; the library has none. */
async function tellPublisher(rows: Rows, { world }: Stage): Promise<() => string | null> {
  await until(async () => (await rows('select 1 from books')).length > 0, patience);
  const [book] = await rows<{ id: number; abs_id: string }>(
    'select id, abs_id from books order by id limit 1',
  );
  await rows(
    `insert into metadata_evidence (book_id, source, field, value, confidence, seen_at)
     values (${book?.id}, 'person', 'publisher', '"Salt Press"', 1, now())`,
  );
  return () => world.library.items.get(book?.abs_id ?? '')?.edited.publisher ?? null;
}

test(
  'a run fills a field in Audiobookshelf, waits while it is down, shows a card, and undo puts it back',
  async (context) => {
    const stage = await openBotStage(context);
    const bot = await stage.start();
    const publisher = await tellPublisher(bot.rows, stage);
    const card = () =>
      textOf(
        bot.room.titled(/^Full comparison/)[0]?.reply ?? { title: '', tone: 'info', blocks: [] },
      );
    stage.library.setGuard(async ({ method }, forward) => {
      if (method === 'PATCH') throw new Error('cut');
      return await forward();
    });

    await bot.type('run', { job: 'METADATA_FULL' });
    await until(() => card().includes('waits: audiobookshelf'), patience);
    const before = publisher();
    stage.library.setGuard(null);
    await bot.rows(`update outbox set not_before = 'epoch' where topic = 'metadata-batch'`);
    await until(() => card().includes('written to Audiobookshelf'), patience);
    const after = publisher();
    const history = textOf(await bot.type('history', { book: '1' }));
    await bot.type('undo', { batch: 1 });
    await until(() => /Undone by .* · put back/.test(card()), patience);

    expect([before, after, publisher()]).toEqual([null, 'Salt Press', null]);
    expect(history).toMatch(/publisher: none → Salt Press[^]*says person/);
  },
  longMs,
);

test(
  'drift changes what has drifted, and a second run a month later changes nothing',
  async (context) => {
    const stage = await openBotStage(context);
    const bot = await stage.start(noCatalogues);
    const publisher = await tellPublisher(bot.rows, stage);
    await bot.rows(`update books set publisher = 'Old', date_added = now() - interval '90 days'`);
    const filled = `select task_metadata -> 'filled' as filled from tasks
                     where task_name = 'drift' and status = 'completed' order by id`;

    await bot.type('run', { job: 'monthly_drift_correction' });
    await until(() => publisher() === 'Salt Press', patience);
    await until(async () => (await bot.rows(filled)).length === 1, patience);
    await bot.rows(`update books set last_drift_check = now() - interval '31 days'`);
    await bot.type('run', { job: 'drift' });
    await until(async () => (await bot.rows(filled)).length === 2, patience);

    expect(await bot.rows(filled)).toEqual([{ filled: 1 }, { filled: 0 }]);
    const batches = await bot.rows('select title, status from metadata_batches');
    expect(batches).toEqual([{ title: 'Monthly drift', status: 'written' }]);
  },
  longMs,
);

test.concurrent.for(['before', 'after'] as const)(
  'killed %s the write took effect: the next start looks first, and the field is written once',
  { timeout: longMs },
  async (when, context) => {
    const stage = await openKillStage(context);
    Object.assign(stage.environment, noCatalogues);
    const bot = await stage.start();
    const publisher = await tellPublisher(stage.rows, stage);
    const { guard, reached } = holdFirst(({ method }) => method === 'PATCH', when);
    stage.library.setGuard(guard);

    await bot.type('run', { job: 'metadata-full' });
    await reached;
    await bot.kill();
    stage.library.setGuard(null);
    const left = await stage.rows('select state from metadata_corrections');
    await stage.start();
    const isWritten = `select 1 from metadata_corrections where state = 'written'`;
    await until(async () => (await stage.rows(isWritten)).length > 0, patience);

    expect(left).toEqual([{ state: 'intended' }]);
    expect(publisher()).toBe('Salt Press');
    const patches = stage.world.library.requests.filter(({ kind }) => kind === 'patch');
    expect(patches).toHaveLength(1);
  },
);
