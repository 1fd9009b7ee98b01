import type { EntityManager } from '@mikro-orm/postgresql';
import { closedAfter, type LoginGate } from '../clients/qbittorrent/login-gate.ts';

/**
 * The gate for every thread and process on this database. Its row stays locked while one of them
 * logs in, so that of several who start with a wrong password only the first one tries it.
 */
export function createLoginGate(em: () => EntityManager): LoginGate {
  return {
    pass: (now, logIn) =>
      em().transactional(async (inner) => {
        const [row] = await inner.execute<{ refused_at: Date | null; reason: string | null }[]>(
          'select refused_at, reason from download_client_login where id = 1 for update',
        );
        const refusedAt = row?.refused_at;
        const closed = refusedAt && closedAfter(refusedAt, row.reason ?? 'no reason was given');
        if (closed && closed.closedUntil > now) return closed;
        const login = await logIn();
        const refused = 'refused' in login ? login.refused : null;
        await inner.execute(
          'update download_client_login set refused_at = ?, reason = ? where id = 1',
          [refused === null ? null : now, refused],
        );
        return 'session' in login ? login : closedAfter(now, login.refused);
      }),
  };
}
