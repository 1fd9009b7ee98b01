import type { EntityManager } from '@mikro-orm/postgresql';
import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import { listFolder } from '../importing/folder-files.ts';
import { realOrNull } from '../importing/real-path.ts';
import { ourPath, readPathMap } from '../settings/path-map.ts';
import type { TorrentEntry, TorrentFile } from '../torrent/torrent.ts';
import { askClient, type Unusable, unusable } from './ask-client.ts';
import type { Download } from './download.entity.ts';
import type { FollowServices } from './follow.ts';
import { storedTorrent } from './stored-torrent.ts';

/**
 * What a download consists of and where it lies, or why that cannot be said. Without a torrent
 * nothing more is known of the files than that they are there; `note` says why there is none.
 */
export type Content =
  | { kind: 'torrent'; torrent: TorrentFile; root: string; savePath: string }
  | { kind: 'files'; files: TorrentEntry[]; root: string; savePath: string; note: string }
  | Unusable;

/** Finds the content of a download that should be complete, and asks the client where we know too little. */
export async function findContent(
  services: FollowServices,
  download: Download,
  state: TorrentState | null,
): Promise<Content> {
  const em = services.em();
  const stored = storedTorrent(services, download);
  const found = stored
    ? {
        kind: 'torrent' as const,
        torrent: stored.torrent,
        savePath: state?.savePath ?? (await savePathOf(em, download.id)),
      }
    : await askClient(services, download, state);
  if (found.kind === 'stopped') return found;
  const root = ourPath(readPathMap((await services.policy(em)).pathMap), found.savePath);
  // A root that may not be entered is there; what cannot be read of it the next step says.
  const realRoot = await realOrNull(root).catch(() => root);
  if (realRoot === null) return unusable('path-unknown', notThere(found.savePath, root));
  if (found.kind === 'torrent') return { ...found, root };
  const listed = await listFolder(realRoot, found.path);
  if ('files' in listed) return { ...found, files: listed.files, root: realRoot };
  const reason = listed.isUnfinished ? 'still-downloading' : 'not-importable';
  return unusable(reason, listed.refused);
}

function notThere(savePath: string, root: string): string {
  const here = root === savePath ? '' : ` as ${root}`;
  return `qBittorrent says ${savePath}, which is not there for this program${here}`;
}

/** Where the client keeps the files, as it said last. */
async function savePathOf(em: EntityManager, downloadId: number): Promise<string> {
  const rows = await em.execute<{ save_path: string | null }[]>(
    'select save_path from downloads where id = ?',
    [downloadId],
  );
  return rows[0]?.save_path ?? '';
}
