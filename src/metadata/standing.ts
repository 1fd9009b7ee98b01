import type { EntityManager } from '@mikro-orm/postgresql';
import type { ExternalError } from '../errors.ts';
import { afterFailure, answering, mayAsk, probeMs, type Standing } from './rest.ts';

export type Turn = { kind: 'ask' | 'probe' } | { kind: 'rest'; until: Date; reason: string };
type Row = Standing & { reason: string | null };

const columns = 'failures, rests, rest_until as "restUntil", reason';

/**
 * Whether a provider may be asked now. When its rest is over one caller of all processes is let
 * through; the others go on as if it rested until that probe had its time.
 */
export async function takeTurn(em: EntityManager, provider: string, now: Date): Promise<Turn> {
  const [row] = await em.execute<Row[]>(
    `select ${columns} from provider_standings where provider = ?`,
    [provider],
  );
  if (!row || row.restUntil === null) return { kind: 'ask' };
  const probeEnd = new Date(now.getTime() + probeMs);
  if (mayAsk(row, now) === 'probe') {
    const won = await em.execute<object[]>(
      `update provider_standings set rest_until = ?
        where provider = ? and rest_until <= ? returning provider`,
      [probeEnd, provider, now],
    );
    if (won.length > 0) return { kind: 'probe' };
  }
  const until = row.restUntil > now ? row.restUntil : probeEnd;
  return { kind: 'rest', until, reason: row.reason ?? 'it did not answer' };
}

export async function noteAnswer(em: EntityManager, provider: string): Promise<void> {
  await em.execute('delete from provider_standings where provider = ?', [provider]);
}

export async function noteFailure(
  em: EntityManager,
  provider: string,
  { error, isProbe, now }: { error: ExternalError; isProbe: boolean; now: Date },
): Promise<void> {
  await em.transactional(async (inner) => {
    await inner.execute(
      `insert into provider_standings (provider, failures, rests) values (?, 0, 0)
       on conflict (provider) do nothing`,
      [provider],
    );
    const [row] = await inner.execute<Row[]>(
      `select ${columns} from provider_standings where provider = ? for update`,
      [provider],
    );
    const next = afterFailure(row ?? answering, { isProbe, retryAt: error.retryAt }, now);
    await inner.execute(
      `update provider_standings set failures = ?, rests = ?, rest_until = ?, reason = ?
        where provider = ?`,
      [next.failures, next.rests, next.restUntil, error.message, provider],
    );
  });
}
