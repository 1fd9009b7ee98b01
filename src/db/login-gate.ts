import type { EntityManager } from '@mikro-orm/postgresql';
import type { LoginGate } from '../clients/qbittorrent/login-gate.ts';

const restMinutes = 10;

/** Keeps every thread and process from trying a refused login again within ten minutes: qBittorrent bans after five. */
export function createLoginGate(em: () => EntityManager): LoginGate {
  return {
    async mayTry(now) {
      const rows = await em().execute<{ refused_at: Date | null }[]>(
        'select refused_at from download_client_login where id = 1',
      );
      const refusedAt = rows[0]?.refused_at;
      return !refusedAt || now.getTime() - refusedAt.getTime() >= restMinutes * 60_000;
    },
    async refused(now, reason) {
      await em().execute(
        'update download_client_login set refused_at = ?, reason = ? where id = 1',
        [now, reason],
      );
    },
    async succeeded() {
      await em().execute(
        'update download_client_login set refused_at = null, reason = null where id = 1 and refused_at is not null',
      );
    },
  };
}
