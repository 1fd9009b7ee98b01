import { refreshCard } from '../alerts/raise.ts';
import { ExternalError } from '../errors.ts';
import type { Handler } from '../outbox/dispatch.ts';
import type { Services } from '../services.ts';

/** A cover is decoration: after a few tries the card stays without. */
const mostTries = 4;

/** Fetches a wanted cover once and shows the card that wanted it again. */
export function coverHandler(
  services: Pick<Services, 'covers' | 'platforms' | 'now' | 'log'>,
): Handler {
  return async ({ payload, attempts, waits }, em) => {
    const { url, subject } = payload as { url: string; subject: string };
    const known = await em.execute<unknown[]>('select 1 from covers where url = ?', [url]);
    if (known.length === 0) {
      try {
        const { type, bytes } = await services.covers.fetch(url);
        await em.execute('insert into covers (url, type, bytes, fetched_at) values (?, ?, ?, ?)', [
          url,
          type,
          bytes,
          services.now(),
        ]);
      } catch (error) {
        if (!(error instanceof ExternalError)) throw error;
        const mayPass = error.kind === 'unreachable' || error.kind === 'throttled';
        if (mayPass && attempts + waits + 1 < mostTries) throw error;
        services.log.info({ url, cause: error.message }, 'a card stays without its cover');
        return undefined;
      }
    }
    await refreshCard(em, services.platforms, subject);
    return undefined;
  };
}
