import pg from 'pg';
import type { HeldLock, LockKey } from '../../src/db/lock.ts';
import type { Connection } from '../../src/db/orm.ts';
import { clientOptions } from '../../src/db/listen.ts';

export type Locks = {
  take: (key: LockKey) => Promise<HeldLock | null>;
  close: () => Promise<void>;
};

/** The locks of runs on one connection that is kept: nobody dies here, and each run would open one of its own. */
export async function openLocks(connection: Connection): Promise<Locks> {
  const client = new pg.Client(clientOptions(connection));
  await client.connect();
  const ask = async (what: string, { space, id }: LockKey) => {
    const { rows } = await client.query<{ is_done: boolean }>(`select ${what}($1, $2) as is_done`, [
      space,
      id,
    ]);
    return rows[0]?.is_done === true;
  };
  return {
    async take(key) {
      if (!(await ask('pg_try_advisory_lock', key))) return null;
      const release = async () => void (await ask('pg_advisory_unlock', key));
      return { lost: new AbortController().signal, release };
    },
    close: () => client.end(),
  };
}
