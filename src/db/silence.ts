import pg from 'pg';
import { ExternalError } from '../errors.ts';
import { clientOptions } from './listen.ts';
import type { Connection } from './orm.ts';

/** When the database is asked whether it is there at all, and how long it may take to say so. */
export type Patience = { askAfterMs: number; answerWithinMs: number };

export const usualPatience: Patience = { askAfterMs: 3000, answerWithinMs: 5000 };

/** Waits for an answer of the database as long as the database is there; throws ExternalError when it is not. */
export type Awaited = <T>(work: Promise<T>) => Promise<T>;

type Waiting = { sinceMs: number; giveUp: (error: ExternalError) => void };

/**
 * A statement may rightly wait for minutes behind another, so its time says nothing. But a database
 * that answers not even the simplest question hangs: then everything that waits for it is given up,
 * and `onSilent` is called.
 */
export function watchForSilence(
  { askAfterMs }: Patience,
  isThere: () => Promise<boolean>,
  onSilent: () => void,
): Awaited {
  const waiting = new Set<Waiting>();
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    const latest = performance.now() - askAfterMs;
    const isLate = [...waiting].some(({ sinceMs }) => sinceMs <= latest);
    if (isLate && !(await isThere())) {
      const error = new ExternalError('database', 'unreachable', 'database: it does not answer');
      for (const { giveUp } of waiting) giveUp(error);
      onSilent();
    }
    timer = undefined;
    lookLater();
  }

  function lookLater(): void {
    // What is waited for keeps the process alive by itself.
    if (waiting.size > 0) timer ??= setTimeout(() => void look(), askAfterMs).unref();
  }

  return async (work) => {
    const { promise, reject } = Promise.withResolvers<never>();
    const own = { sinceMs: performance.now(), giveUp: reject };
    waiting.add(own);
    lookLater();
    try {
      return await Promise.race([work, promise]);
    } finally {
      waiting.delete(own);
    }
  };
}

/** Whether a server answers in time, be it with a refusal. */
export async function answers(connection: Connection, withinMs: number): Promise<boolean> {
  const client = new pg.Client({
    ...clientOptions(connection),
    connectionTimeoutMillis: withinMs,
    query_timeout: withinMs,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (error) {
    return !(error instanceof Error && /timeout/i.test(error.message));
  } finally {
    // A server that hangs would never take the farewell.
    void client.end();
  }
}
