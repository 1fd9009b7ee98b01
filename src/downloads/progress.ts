import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import { refreshCard } from '../alerts/raise.ts';
import { describeTorrent } from './describe.ts';
import type { FollowServices } from './follow.ts';

/** A card is edited at most this often while nothing but the percentage changes. */
const cardEverySeconds = 15;
/** Going to and fro between these is no news. */
const fetching = ['downloading', 'forcedDL', 'stalledDL'];

/**
 * Stores how far a torrent is and lets the card follow, without adding to the download's story. A
 * download that waited for the client, or does something else than before, is shown at once.
 */
export async function showProgress(
  { em, now, platforms }: Pick<FollowServices, 'em' | 'now' | 'platforms'>,
  downloadId: number,
  torrent: TorrentState,
): Promise<void> {
  const { progress, rawState, run, savePath } = torrent;
  const same = fetching.includes(rawState) ? fetching : [rawState];
  await em().transactional(async (inner) => {
    const due = await inner.execute<{ proposal_id: number | null }[]>(
      `update downloads set progress_shown_at = ?
        where id = ? and status = 'downloading'
          and (next_step is not null or coalesce(qbittorrent_status, '') not in (?)
               or coalesce(progress_shown_at, 'epoch') <= ?::timestamptz - interval '${cardEverySeconds} seconds')
        returning proposal_id`,
      [now(), downloadId, same, now()],
    );
    await inner.execute(
      `update downloads set progress = ?, qbittorrent_status = ?, save_path = ?, next_step = null,
              status_reason = case when emergency_blocked and ? then emergency_reason else ? end
        where id = ? and status = 'downloading'`,
      [progress, rawState, savePath, run === 'stopped', describeTorrent(torrent), downloadId],
    );
    const proposalId = due[0]?.proposal_id;
    if (proposalId) await refreshCard(inner, platforms, `proposal:${proposalId}`);
  });
}
