import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import { refreshCard } from '../alerts/raise.ts';
import type { FollowServices } from './follow.ts';

/** A card is edited at most this often while nothing but the percentage changes. */
const cardEverySeconds = 15;

/** Stores how far a torrent is and lets the card follow, without adding to the download's story. */
export async function showProgress(
  { em, now, platforms }: Pick<FollowServices, 'em' | 'now' | 'platforms'>,
  downloadId: number,
  torrent: TorrentState,
): Promise<void> {
  const { progress, rawState, savePath } = torrent;
  const detail = `${Math.floor(progress * 100)} % downloaded${speedOf(torrent)}`;
  await em().transactional(async (inner) => {
    await inner.execute(
      `update downloads set progress = ?, qbittorrent_status = ?, save_path = ?, status_reason = ?
        where id = ? and status = 'downloading'`,
      [progress, rawState, savePath, detail, downloadId],
    );
    const due = await inner.execute<{ proposal_id: number | null }[]>(
      `update downloads set progress_shown_at = ?
        where id = ? and coalesce(progress_shown_at, 'epoch') <= ?::timestamptz - interval '${cardEverySeconds} seconds'
        returning proposal_id`,
      [now(), downloadId, now()],
    );
    const proposalId = due[0]?.proposal_id;
    if (proposalId) await refreshCard(inner, platforms, `proposal:${proposalId}`);
  });
}

function speedOf({ downloadBytesPerSecond: bytes }: TorrentState): string {
  return bytes ? ` at ${(bytes / 1e6).toFixed(1)} MB/s` : '';
}
