import { setTimeout as sleep } from 'node:timers/promises';
import { patience } from '../e2e/test-bot.ts';
import { until } from '../support/until.ts';
import type { OwnPostgres } from './own-postgres.ts';
import { askEverywhere, type StorageStage, timesShown, type Told } from './storage-stage.ts';

/** Something that happens to the database, and how it ends. */
export type StorageFault = {
  name: string;
  begin: (postgres: OwnPostgres) => Promise<void>;
  end: (postgres: OwnPostgres) => Promise<void>;
  /** What is answered meanwhile; null where an answer may be anything. */
  toRead: RegExp | null;
  toChange: RegExp | null;
};

const isAway = /database (cannot be reached|did not answer)[^]*Start it again/;
const isRefusing = /database refused[^]*take changes again/;

export const storageFaults: readonly StorageFault[] = [
  {
    name: 'stopped in order and started again',
    begin: ({ stop }) => stop('fast'),
    end: ({ start }) => start(),
    toRead: isAway,
    toChange: isAway,
  },
  {
    name: 'stopped at once, as by a crash, and started again',
    begin: ({ stop }) => stop('immediate'),
    end: ({ start }) => start(),
    toRead: isAway,
    toChange: isAway,
  },
  {
    name: 'all connections cut',
    begin: ({ cut }) => cut(),
    end: async () => {},
    toRead: null,
    toChange: null,
  },
  {
    name: 'hanging: it takes connections and answers nothing',
    begin: ({ freeze }) => freeze(),
    end: ({ thaw }) => thaw(),
    toRead: isAway,
    toChange: isAway,
  },
  {
    name: 'read-only for a while',
    begin: ({ setReadOnly }) => setReadOnly(true),
    end: ({ setReadOnly }) => setReadOnly(false),
    toRead: /queue|wanted|proposals/i,
    toChange: isRefusing,
  },
];

/** A book that was approved in the moment the fault began. */
export type Interrupted = { id: number; title: string };

const openRuns = `select 1 from tasks where task_name = 'downloads' and status in ('requested', 'running')`;

/** Approves a book, lets the fault happen right then, and asks on every surface. */
export async function suffer(
  staged: StorageStage,
  fault: StorageFault,
  { id, lastsMs }: { id: number; lastsMs: number },
): Promise<{ slowestAnswerMs: number; wrongAnswers: string[] }> {
  const { program, postgres } = staged;
  const approve = () => program.ask('/api/commands/approve', { proposal: id });
  // Right after the fault before this one a connection may still be a broken one.
  await until(async () => [200, 409].includes((await approve()).status), patience);
  await fault.begin(postgres);
  const over = sleep(lastsMs);
  const { toRead, toChange } = fault;
  const asked = { command: 'queue', input: {}, method: 'GET', awaited: toRead ?? /./ } as const;
  const read = await askEverywhere(staged, asked);
  const change = await askEverywhere(staged, {
    command: 'reject',
    input: { proposal: 999_999 },
    method: 'POST',
    awaited: toChange ?? /./,
  });
  await over;
  await fault.end(postgres);
  return {
    slowestAnswerMs: Math.max(...[read, change].flatMap(timesOf)),
    wrongAnswers: [...wrong(read, toRead), ...wrong(change, toChange)],
  };
}

/** Waits until both chats have announced a book; the clock, which is off here, would run `downloads` meanwhile. */
export async function announced(staged: StorageStage, title: string): Promise<void> {
  const { program, postgres } = staged;
  await until(async () => {
    if (timesShown(staged, `On the shelf: ${title}`).every((times) => times > 0)) return true;
    if ((await postgres.rows(openRuns)).length === 0) {
      await program.ask('/api/commands/run', { job: 'downloads' });
    }
    return sleep(1000, false);
  }, patience).catch(() => {
    throw new Error(`${title} was not announced; ${program.errors().slice(-4000)}`);
  });
}

function timesOf(told: Told): number[] {
  return Object.values(told).map(({ ms }) => ms);
}

function wrong(told: Told, expected: RegExp | null): string[] {
  return Object.entries(told).flatMap(([surface, { text }]) =>
    expected === null || expected.test(text) ? [] : [`${surface}: ${text}`],
  );
}

/** The proposals that wait for a press, once there are as many as this. */
export async function openProposals(
  { postgres, program }: StorageStage,
  atLeast: number,
): Promise<{ id: number; title: string }[]> {
  const scanned = `select 1 from tasks where task_name = 'library-scan' and status = 'completed'`;
  await until(async () => (await postgres.rows(scanned)).length > 0, patience);
  await until(
    async () => (await postgres.rows('select 1 from missing_books')).length > 0,
    patience,
  );
  await program.ask('/api/commands/series', { series: 'all', monitor: 'all' });
  return until(async () => {
    const rows = await postgres.rows<{ id: number; title: string }>(
      `select p.id, b.title from proposals p join missing_books b on b.id = p.missing_book_id
        where p.status = 'open' order by p.id`,
    );
    return rows.length >= atLeast && rows;
  }, patience);
}
