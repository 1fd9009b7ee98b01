import { type Api, unexpected } from './api.ts';
import { readDelta } from './delta-schema.ts';
import type { Session } from './session.ts';
import { createTorrentView } from './torrent-view.ts';
import type { RawTorrent } from './schema.ts';
import type { Changes } from './torrent.ts';

const fullAnswersTolerated = 2;

export type DeltaFeed = {
  changes(): Promise<Changes>;
  /** The torrents of a category as they are now, unchecked. */
  rowsOf(category: string): Promise<RawTorrent[]>;
  freeSpaceBytes(): Promise<number | null>;
};

/**
 * `sync/maindata`, all uses of it in one place: qBittorrent counts its answers per session cookie,
 * and a second reader would turn every delta into a full list.
 */
export function createDeltaFeed(
  api: Api,
  session: Session,
  drop: (rows: number) => void,
): DeltaFeed {
  const view = createTorrentView(drop);
  let lastId = 0;
  let lastSession = 0;
  let fullAnswers = 0;
  let pulling: Promise<void> | null = null;

  async function pull(): Promise<void> {
    const askedId = session.sessionCount() === lastSession ? lastId : 0;
    const delta = readDelta(await api.json('sync/maindata', { rid: String(askedId) }));
    const isSameSession = session.sessionCount() === lastSession;
    fullAnswers = delta.isFull && askedId > 0 && isSameSession ? fullAnswers + 1 : 0;
    lastId = delta.id;
    lastSession = session.sessionCount();
    view.take(delta);
    if (fullAnswers <= fullAnswersTolerated) return;
    // qBittorrent 4.5 keeps some 40 MB more in memory after each such answer.
    const times = `${fullAnswers} times in a row`;
    throw unexpected(`qBittorrent sent its full list ${times}: our session is lost or shared`);
  }

  /** Callers at the same time share one answer. */
  function refresh(): Promise<void> {
    pulling ??= pull().finally(() => {
      pulling = null;
    });
    return pulling;
  }

  return {
    async changes() {
      await refresh();
      return view.takeChanges();
    },
    async rowsOf(category) {
      await refresh();
      return view.rowsOf(category);
    },
    async freeSpaceBytes() {
      await refresh();
      return view.freeSpaceBytes();
    },
  };
}
