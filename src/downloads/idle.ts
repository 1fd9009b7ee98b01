import type { Services } from '../services.ts';
import { problemOf } from './describe.ts';
import { mayHaveNewcomers } from './newcomers.ts';
import { inFlightStatuses } from './states.ts';
import { clientStops } from './stops.ts';

/** Why following downloads has nothing to do, or null: some rows and one or two small requests. */
export async function whyIdle(
  services: Pick<Services, 'em' | 'now' | 'config' | 'qbittorrent'>,
): Promise<string | null> {
  if (!services.qbittorrent) return 'qBittorrent is not configured';
  const rows = await services.em().execute<{ hash: string | null; status: string }[]>(
    `select qbittorrent_hash as hash, status from downloads
      where status in (?) or (status = 'stopped' and stop_reason in (?))`,
    [[...inFlightStatuses], [...clientStops]],
  );
  if (rows.some(({ status }) => status !== 'stopped')) return null;
  const moving = await services.em().execute<unknown[]>(
    `select 1 from replacements
        where status in ('swapping', 'swapped', 'backing_out', 'undoing', 'removing') limit 1`,
  );
  if (moving.length > 0) return null;
  const stopped = await services.qbittorrent.torrents(rows.flatMap(({ hash }) => hash ?? []));
  if (stopped.some((torrent) => !problemOf(torrent))) return null;
  if (await mayHaveNewcomers(services)) return null;
  return 'no download is on its way, nothing was added to qBittorrent by hand';
}
