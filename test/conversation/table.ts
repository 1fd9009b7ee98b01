import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../src/command/actor.ts';
import { discoverCommands } from '../../src/command/discover.ts';
import { createExecute } from '../../src/command/execute.ts';
import type { CallInput, Reply } from '../../src/command/reply.ts';
import type { Said, Told } from '../../src/command/talk.ts';
import { loadConfig } from '../../src/config.ts';
import { openTalk, remembering } from '../../src/open-talk.ts';
import type { Services } from '../../src/services.ts';
import { readPolicy } from '../../src/settings/stored.ts';

/** A bot to talk to, on a small library with one open proposal. */
export type Table = {
  say: (line: string, actor: Actor, where?: Partial<Said>) => Promise<Told | null>;
  run: (command: string, input: CallInput, actor: Actor) => Promise<Reply>;
  /** Lets minutes pass. */
  wait: (minutes: number) => void;
  /** The open proposal: Mort by Terry Pratchett. */
  proposal: number;
  paused: () => Promise<number>;
  /** How often a command was done, by the audit. */
  audited: (command?: string) => Promise<number>;
  /** All that has changed: commands done, jobs paused, proposals decided, books hidden, points spent. */
  acts: () => Promise<number>;
};

const jobs = ['account', 'library-scan', 'queue', 'top10', 'vip'];

export async function openTable(
  em: () => EntityManager,
  {
    model = null,
    environment = {},
  }: { model?: Services['model']; environment?: Record<string, string> } = {},
): Promise<Table> {
  let now = new Date('2026-06-15T12:00:00Z');
  const proposal = await stock(em());
  const config = loadConfig(environment);
  const services = {
    config,
    em,
    now: () => now,
    policy: (inner: EntityManager) => readPolicy(inner, config.settings),
    platforms: [],
    chatProblems: new Map(),
    jobs: jobs.map((name) => ({ name, description: name, schedule: null })),
    log: { debug() {}, info() {}, warn() {}, error() {} },
    mam: null,
    model,
  } as unknown as Services;
  const commands = await discoverCommands();
  const execute = remembering(createExecute(commands, services), services);
  const talk = openTalk(services, commands, execute);
  const count = async (statement: string, values: unknown[] = []) => {
    const [row] = await em().execute<{ count: number }[]>(statement, values);
    return Number(row?.count ?? 0);
  };
  const paused = () => count('select count(*) from job_controls where paused_at is not null');
  const audited = (command = '') =>
    count(`select count(*) from audit where outcome = 'done' and (? = '' or command = ?)`, [
      command,
      command,
    ]);
  return {
    say: (line, actor, where = {}) =>
      talk({ line, actor, place: 'channel', canBePrivate: true, ...where }),
    run: async (command, input, actor) => (await execute({ command, input, actor })).reply,
    wait(minutes) {
      now = new Date(now.getTime() + minutes * 60_000);
    },
    proposal,
    paused,
    audited,
    async acts() {
      const rows = await count(
        `select (select count(*) from proposals where status <> 'open')
              + (select count(*) from settings) + (select count(*) from members)
              + (select count(*) from purchases)
              + (select count(*) from missing_books where download_status = 'hidden') as count`,
      );
      return rows + (await paused()) + (await audited());
    },
  };
}

async function stock(em: EntityManager): Promise<number> {
  await em.execute(`insert into series (name, folded_name, author, books_owned) values
    ('Discworld', 'discworld', 'Terry Pratchett', 1), ('Barsoom', 'barsoom', 'Edgar Rice Burroughs', 1)`);
  await em.execute(`insert into authors (name, folded_name, audiobooks_owned) values
    ('Terry Pratchett', 'terry pratchett', 1), ('Edgar Rice Burroughs', 'edgar rice burroughs', 1)`);
  await em.execute(`insert into missing_books
      (work_key, series_id, title, author_name, series_name, reason_missing, is_wanted)
    select 'k' || m.title, s.id, m.title, s.author, s.name, 'series_gap', true
      from series s join (values ('Mort', 'Discworld'), ('Sourcery', 'Discworld'),
        ('The Warlord of Mars', 'Barsoom')) m (title, series) on m.series = s.name`);
  for (const job of jobs) await em.execute('insert into job_controls (job_name) values (?)', [job]);
  const [row] = await em.execute<{ id: number }[]>(
    `insert into proposals (missing_book_id, status, cost_class, opened_at)
     select id, 'open', 'free', now() from missing_books where title = 'Mort' returning id`,
  );
  return row?.id ?? 0;
}
