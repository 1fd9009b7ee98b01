import { chmod, mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/db/embedded.ts';
import { isAlive, waitForEnd } from '../support/processes.ts';

/** A PostgreSQL that a test may stop, cut and fill; its address stays the same. */
export type OwnPostgres = {
  url: string;
  /** `immediate`: as in a crash, everything open is gone and the log is replayed at the next start. */
  stop: (how: 'fast' | 'immediate') => Promise<void>;
  start: () => Promise<void>;
  /** Ends every connection of others. */
  cut: () => Promise<void>;
  /** Its processes stand still: connections are taken, nothing is answered. */
  freeze: () => Promise<void>;
  thaw: () => Promise<void>;
  setReadOnly: (isReadOnly: boolean) => Promise<void>;
  rows: <Row>(statement: string) => Promise<Row[]>;
  close: () => Promise<void>;
};

/** What was committed outlives the server's end, though not the machine's. */
const settings = { synchronous_commit: 'on' };

/** Keeps its data below `folder`, which the server's account has to be able to enter. */
export async function startOwnPostgres(folder: string): Promise<OwnPostgres> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
  const options = { dataDir: path.join(folder, 'data'), isDurable: false, settings };
  let server = await startEmbeddedPostgres(options);
  const { host, port, user } = server;

  async function rows<Row>(statement: string): Promise<Row[]> {
    const client = new pg.Client({ host, port, user, database: 'postgres' });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query(statement)).rows as Row[];
    } finally {
      await client.end();
    }
  }

  async function stop(how: 'fast' | 'immediate'): Promise<void> {
    process.kill(server.pid, how === 'fast' ? 'SIGINT' : 'SIGQUIT');
    await waitForEnd(server.pid);
  }

  let frozen: number[] = [];

  async function freeze(): Promise<void> {
    const children = await readFile(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8');
    frozen = [server.pid, ...children.trim().split(' ').map(Number)];
    for (const pid of frozen) process.kill(pid, 'SIGSTOP');
  }

  async function thaw(): Promise<void> {
    for (const pid of frozen.filter(isAlive)) process.kill(pid, 'SIGCONT');
    frozen = [];
  }

  return {
    url: `postgresql://${user}@${encodeURIComponent(host)}:${port}/postgres`,
    stop,
    async start() {
      server = await startEmbeddedPostgres(options);
    },
    async cut() {
      await rows(`select pg_terminate_backend(pid) from pg_stat_activity
                   where datname is not null and pid <> pg_backend_pid()`);
    },
    freeze,
    thaw,
    async setReadOnly(isReadOnly) {
      const statement = isReadOnly
        ? 'set default_transaction_read_only = on'
        : 'reset default_transaction_read_only';
      await rows(`alter system ${statement}`);
      await rows('select pg_reload_conf()');
    },
    rows,
    async close() {
      await thaw();
      if (isAlive(server.pid)) await stop('immediate');
      await rm(host, { recursive: true, force: true });
    },
  };
}
