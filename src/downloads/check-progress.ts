import { refreshCard } from '../alerts/raise.ts';
import type { FollowServices } from './follow.ts';

/** As with the progress of a torrent, a card is edited at most this often. */
const everyMs = 15_000;

/** Shows on the card how far a check is, without adding to the download's story. */
export type CheckProgress = {
  show: (what: string, share: number) => void;
  /** Waits for what is being shown; throws what went wrong with it. */
  end: () => Promise<void>;
};

/** Lets the card of a download follow its check. */
export function followCheck(
  services: Pick<FollowServices, 'em' | 'now' | 'platforms'>,
  downloadId: number,
): CheckProgress {
  let shownAt = services.now().getTime();
  let shown = Promise.resolve();
  let isShowing = false;
  return {
    show(what, share) {
      const nowMs = services.now().getTime();
      if (isShowing || nowMs - shownAt < everyMs) return;
      shownAt = nowMs;
      isShowing = true;
      shown = store(services, downloadId, `${what}, ${Math.floor(share * 100)} %`).then(() => {
        isShowing = false;
      });
      // What goes wrong with it is thrown at the end; after it nothing more is shown.
      shown.catch(() => undefined);
    },
    end: () => shown,
  };
}

async function store(
  { em, platforms }: Pick<FollowServices, 'em' | 'platforms'>,
  downloadId: number,
  text: string,
): Promise<void> {
  await em().transactional(async (inner) => {
    const rows = await inner.execute<{ proposal_id: number | null }[]>(
      `update downloads set status_reason = ? where id = ? and status = 'checking' returning proposal_id`,
      [text, downloadId],
    );
    const proposalId = rows[0]?.proposal_id;
    if (proposalId) await refreshCard(inner, platforms, `proposal:${proposalId}`);
  });
}
