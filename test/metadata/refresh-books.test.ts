import { expect, test } from 'vitest';
import type { Reply } from '../../src/command/reply.ts';
import type { JobResult } from '../../src/job/definition.ts';
import { recordEvidence } from '../../src/metadata/evidence.ts';
import type { BookFacts, BookRecord } from '../../src/metadata/facts.ts';
import type { Choice } from '../../src/metadata/choose-books.ts';
import { undoBatch } from '../../src/metadata/decide-batch.ts';
import type { PlanMode } from '../../src/metadata/plan-changes.ts';
import type { Sources } from '../../src/metadata/refresh-book.ts';
import { refreshBooks } from '../../src/metadata/refresh-books.ts';
import { textOf } from '../e2e/chat-room.ts';
import { useDatabase } from '../support/use-database.ts';
import { correctionsOf, openLibrary, type TestLibrary } from './library.ts';

const { em } = useDatabase();
const dayMs = 86_400_000;

type Catalogue = Sources & { facts: Record<string, BookFacts>; asked: string[]; silent: string[] };

/** One catalogue that knows these books, by title; silent for those that are listed so. */
function catalogue(facts: Record<string, BookFacts>): Catalogue {
  const one: Catalogue = {
    facts,
    asked: [],
    silent: [],
    async ask(inner, { id, item: { title } }, now) {
      one.asked.push(title);
      if (one.silent.includes(title)) {
        return { asked: [], silent: [{ provider: 'google-books', reason: 'quota used' }] };
      }
      const told = one.facts[title] ?? {};
      await recordEvidence(inner, id, told, { source: 'audnexus', confidence: 0.95, seenAt: now });
      return { asked: ['audnexus'], silent: [] };
    },
    decide(evidence) {
      const fields = evidence.map(({ field, ...rest }) => [field, { ...rest, agreeing: [] }]);
      const record = Object.fromEntries(fields) as BookRecord;
      return { record, conflicts: [], completenessPercent: evidence.length * 10 };
    },
  };
  return one;
}

type Run = { mode?: PlanMode; choice?: Choice; input?: Record<string, unknown>; task?: number };

/** A run as the scheduler starts it; the row of its task says when it began. */
async function run(
  library: TestLibrary,
  sources: Sources,
  { mode = 'fill', choice = { kind: 'all' }, input = {}, task }: Run = {},
): Promise<JobResult & { taskId: number }> {
  const taskId = task ?? (await beginTask(library.clock.now));
  const context = {
    services: library.services,
    em,
    signal: new AbortController().signal,
    input: { firstTry: taskId, ...input },
    progress: async () => {},
  };
  const job = { name: 'drift', title: 'Monthly drift', mode, choice };
  const result = await refreshBooks(context, sources, job);
  return { ...result, taskId };
}

async function beginTask(now: Date): Promise<number> {
  const rows = await em().execute<{ id: number }[]>(
    `insert into tasks (task_name, status, cause, scheduled_time, actual_start)
     values ('drift', 'completed', 'person', ?, ?) returning id`,
    [now, now],
  );
  return rows[0]?.id ?? 0;
}

async function writeAll(library: TestLibrary): Promise<void> {
  const open = await em().execute<{ id: number }[]>(
    `select id from metadata_batches where status = 'intended' order by id`,
  );
  for (const { id } of open) await library.carryOut(id);
}

const batches = () => em().execute(`select status, asks from metadata_batches order by asks, id`);
const later = (library: TestLibrary, days: number) => {
  library.clock.now = new Date(library.clock.now.getTime() + days * dayMs);
};

test('fills what is empty, asks about what differs, reports both, and does nothing the second time', async () => {
  const library = await openLibrary(em, ['Salt', 'Sand', 'Silt']);
  const sources = catalogue({
    Salt: { publisher: 'Tor', publishedYear: 1901 },
    Sand: { publishedYear: 1999 },
  });

  const first = await run(library, sources);
  await writeAll(library);
  later(library, 2);
  const second = await run(library, sources);

  expect(first.report).toMatchObject({
    processed: 3,
    filled: 1,
    proposed: 1,
    unchanged: 1,
    changes: expect.arrayContaining(['Salt: publisher: none → Tor', 'Sand: year: 1901 → 1999']),
    completenessBefore: null,
    completenessAfter: 10,
  });
  expect((await library.item('Salt')).publisher).toBe('Tor');
  expect(await batches()).toEqual([
    { status: 'written', asks: false },
    { status: 'proposed', asks: true },
  ]);
  const alerts = await em().execute<{ kind: string; reply: Reply }[]>(
    'select kind, reply from alerts',
  );
  expect(alerts.map(({ kind }) => kind)).toEqual(['metadata-run']);
  expect(alerts[0] && textOf(alerts[0].reply)).toMatch(
    /1 field filled, 1 asked about[^]*Completeness: unknown → 10 % on average[^]*Salt: publisher: none → Tor/,
  );
  expect(second.report).toMatchObject({
    processed: 3,
    filled: 0,
    proposed: 0,
    unchanged: 3,
    held: { 'asked already': 1 },
    completenessBefore: 10,
  });
});

test('drift is one batch with an undo; the second run changes nothing, and neither does one after the undo', async () => {
  const library = await openLibrary(em, ['Salt', 'Sand']);
  const sources = catalogue({
    Salt: { title: 'Other', publishedYear: 1999, narrators: ['Else'] },
    Sand: { description: '<p>Two sail.</p><script>x</script>', publishedYear: 2000 },
  });
  const drift = { mode: 'drift', choice: { kind: 'drift' } } as const;
  const young = await run(library, sources, drift);
  await em().execute(`update books set date_added = date_added - interval '60 days'`);

  const first = await run(library, sources, drift);
  await writeAll(library);
  const early = await run(library, sources, drift);
  later(library, 31);
  const second = await run(library, sources, drift);
  const changed = await library.item('Salt');
  await em().transactional((inner) => {
    return undoBatch(inner, 1, { platforms: [], by: 'Ada', now: library.clock.now });
  });
  await library.carryOut(1);
  later(library, 31);
  const third = await run(library, sources, drift);

  expect(young.report).toMatchObject({ processed: 0 });
  expect(first.report).toMatchObject({ processed: 2, filled: 3, proposed: 0 });
  expect(changed).toMatchObject({
    title: 'Salt',
    narrators: ['Bea Reader'],
    publishedYear: 1999,
  });
  expect(early.report).toMatchObject({ processed: 0 });
  expect(second.report).toMatchObject({ processed: 2, filled: 0, proposed: 0, unchanged: 2 });
  expect((await library.item('Salt')).publishedYear).toBe(1901);
  expect(third.report).toMatchObject({
    processed: 2,
    filled: 0,
    held: { 'undone before': 3, 'protected from drift': 2 },
  });
  expect(await batches()).toEqual([{ status: 'undone', asks: false }]);
});

test('a book that a person edited within a day is left and named, unless it is forced', async () => {
  const library = await openLibrary(em, ['Salt']);
  const sources = catalogue({ Salt: { publisher: 'Tor' } });
  await library.edit('Salt', { subtitle: 'A Novel' });
  later(library, 0.5);

  const left = await run(library, sources);
  const forced = await run(library, sources, { input: { force: true } });

  expect(left.report).toMatchObject({ processed: 0, edited: ['Salt'] });
  expect(left.summary).toContain('1 left: edited by a person within a day');
  expect(forced.report).toMatchObject({ processed: 1, filled: 1 });
});

test('our own write is no edit of a person', async () => {
  const library = await openLibrary(em, ['Salt']);
  const sources = catalogue({ Salt: { publisher: 'Tor' } });
  await run(library, sources);
  await writeAll(library);
  later(library, 0.5);
  sources.facts['Salt'] = { publisher: 'Tor', language: 'English' };

  const { report } = await run(library, sources);

  expect(report).toMatchObject({ processed: 1, filled: 1, edited: [] });
});

test('a dry run tells what would be done and leaves no trace', async () => {
  const library = await openLibrary(em, ['Salt']);
  const sources = catalogue({ Salt: { publisher: 'Tor' } });

  const { summary, report } = await run(library, sources, { input: { dryRun: true } });

  expect(summary).toContain('1 fields would be filled');
  expect(report).toMatchObject({ changes: ['Salt: publisher: none → Tor'] });
  expect(await correctionsOf(em())).toEqual([]);
  expect(await em().execute('select last_metadata_update from books')).toEqual([
    { last_metadata_update: null },
  ]);
});

test('a run that was cut off goes on where it was, in the batch it was filling', async () => {
  const library = await openLibrary(em, ['Salt', 'Sand', 'Silt']);
  const facts = { publisher: 'Tor' };
  const sources = catalogue({ Salt: facts, Sand: facts, Silt: facts });
  const task = await beginTask(library.clock.now);
  let books = 0;
  const die: Sources['ask'] = async (...args) => {
    books += 1;
    // What a killed process leaves behind: nothing of the book it was at, and its batch open.
    if (books === 3) return new Promise(() => {});
    return await sources.ask(...args);
  };
  void run(library, { ...sources, ask: die }, { task });
  await expect.poll(() => books, { timeout: 20_000 }).toBe(3);
  const asked = [...sources.asked];

  const { report } = await run(library, sources, { task });

  expect(report).toMatchObject({ processed: 1, filled: 1 });
  expect(new Set(sources.asked).size).toBe(3);
  expect(sources.asked).toHaveLength(asked.length + 1);
  expect(await batches()).toEqual([{ status: 'intended', asks: false }]);
  expect(await correctionsOf(em())).toHaveLength(3);
});

test('what a run left that nobody went on with is closed by the next one', async () => {
  const library = await openLibrary(em, ['Salt', 'Sand']);
  const sources = catalogue({ Salt: { publisher: 'Tor' } });
  await em().execute(
    `with b as (insert into metadata_batches (title, status, run, asks, created_by, created_at)
                values ('Monthly drift', 'collecting', 'drift:0', false, 'drift', now()) returning id)
     insert into metadata_corrections (batch_id, book_id, field_name, new_value, state)
     select b.id, ?, 'publisher', '"Orbit"', 'intended' from b`,
    [await library.bookId('Sand')],
  );

  await run(library, sources);

  expect(await batches()).toEqual([
    { status: 'intended', asks: false },
    { status: 'intended', asks: false },
  ]);
});

test('a library that goes away ends the run; what was found until then is written', async () => {
  const library = await openLibrary(em, ['Salt', 'Sand']);
  const sources = catalogue({ Salt: { publisher: 'Tor' }, Sand: { publisher: 'Tor' } });
  const task = await beginTask(library.clock.now);
  const ask = sources.ask;
  sources.ask = async (...args) => {
    if (sources.asked.length === 0) {
      library.server.failNext('item', { status: 503 });
      library.server.failNext('status', { status: 503 });
    }
    return await ask(...args);
  };

  await expect(run(library, sources, { task })).rejects.toMatchObject({ kind: 'unreachable' });
  const left = await batches();
  await run(library, sources, { task });

  expect(left).toEqual([{ status: 'intended', asks: false }]);
  expect(await correctionsOf(em())).toHaveLength(2);
});

test('a book that the library fails at is told, and all others are looked at', async () => {
  const library = await openLibrary(em, ['Salt', 'Sand', 'Silt']);
  const sources = catalogue({ Sand: { publisher: 'Tor' } });
  library.server.failNext('item', { status: 500 });

  const { summary, report, failed } = await run(library, sources);

  expect(sources.asked).toHaveLength(2);
  expect(failed).toBe(1);
  expect(report).toMatchObject({
    failed: [expect.stringMatching(/^\w+: audiobookshelf answered 500$/)],
  });
  expect(summary).toContain('1 not read: ');
});

test('when no catalogue answers any more the run stops and says why', async () => {
  const titles = ['A', 'B', 'C', 'D', 'E'];
  const library = await openLibrary(em, titles);
  const sources = catalogue({});
  sources.silent = titles;

  const { summary, report } = await run(library, sources);

  expect(sources.asked).toHaveLength(3);
  expect(report).toMatchObject({ silent: { 'google-books': 'quota used' } });
  expect(summary).toContain('stopped: no catalogue answers (google-books: quota used)');
});

test('a batch holds fifty books at most', async () => {
  const titles = Array.from({ length: 52 }, (_, index) => `Book ${index}`);
  const library = await openLibrary(em, titles);
  const sources = catalogue(
    Object.fromEntries(titles.map((title) => [title, { publisher: 'Tor' }])),
  );

  await run(library, sources);

  const sizes = await em().execute(
    `select count(*) as books from metadata_corrections group by batch_id order by batch_id`,
  );
  expect(sizes).toEqual([{ books: 50 }, { books: 2 }]);
});

test('the least complete come first, those never looked at before all others, and full ones not at all', async () => {
  const library = await openLibrary(em, ['A', 'B', 'C', 'D']);
  const set = (title: string, completeness: number, days: number | null) =>
    em().execute(
      `update books set metadata_completeness_percent = ?, last_metadata_update = ? where title = ?`,
      [
        completeness,
        days === null ? null : new Date(library.clock.now.getTime() - days * dayMs),
        title,
      ],
    );
  await set('A', 100, 9);
  await set('B', 10, 2);
  await set('C', 90, 5);
  await set('D', 0, null);
  const sources = catalogue({});

  await run(library, sources, { choice: { kind: 'least-complete', limit: 3 } });
  later(library, 1);
  await run(library, sources, { choice: { kind: 'least-complete', limit: 1 } });

  expect(sources.asked.slice(0, 3)).toEqual(['D', 'C', 'B']);
});

test('the history of a book knows what each change was for', async () => {
  const library = await openLibrary(em, ['Salt']);
  await run(library, catalogue({ Salt: { publisher: 'Tor' } }));
  await writeAll(library);

  const rows = await em().execute(
    `select field_name, old_value, new_value, source, reason, corrected_by from metadata_corrections`,
  );

  expect(rows).toEqual([
    {
      field_name: 'publisher',
      old_value: null,
      new_value: 'Tor',
      source: 'audnexus',
      reason: 'Monthly drift',
      corrected_by: 'drift',
    },
  ]);
});
