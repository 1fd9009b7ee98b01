import path from 'node:path';
import { mustCopy } from '../importing/link-probe.ts';
import { extensionVerdict } from '../integrity/extensions.ts';
import { piecesOk } from '../integrity/pieces.ts';
import type { TorrentFile } from '../torrent/torrent.ts';
import type { Content } from './content.ts';
import { Download } from './download.entity.ts';
import type { FollowServices } from './follow.ts';

/** The word of a report whose pieces are checked by the import. */
export const atImport = 'pieces-at-import';

/**
 * Whether the import has to read the files anyway, because it copies them: then their pieces are
 * checked in that reading instead of in one of their own.
 */
export async function isCheckedByCopy(
  { config }: Pick<FollowServices, 'config'>,
  { missingBook }: Download,
  content: Content,
): Promise<boolean> {
  const { LIBRARY_PATH: libraryRoot, IMPORT_METHOD: method } = config.settings;
  if (content.kind !== 'torrent' || !libraryRoot) return false;
  // What stands on the shelf is swapped in steps of their own.
  if (missingBook?.replacesBookId != null) return false;
  const [first] = extensionVerdict(content.torrent.files).link;
  if (!first) return false;
  return method === 'copy' || (await mustCopy(libraryRoot, path.join(content.root, first.path)));
}

/** Whether the import is still to check the pieces. */
export function awaitsPieces({ integrityReport }: Download): boolean {
  return integrityReport?.['status'] === atImport;
}

/** The torrent whose pieces the import has to check; `check-first` when it does not copy after all. */
export async function piecesToCheck(
  services: Pick<FollowServices, 'config' | 'em'>,
  download: Download,
  content: Content,
): Promise<TorrentFile | 'check-first' | null> {
  const current = await services.em().findOneOrFail(Download, download.id);
  if (!awaitsPieces(current)) return null;
  const isCopied = await isCheckedByCopy(services, download, content);
  return isCopied && content.kind === 'torrent' ? content.torrent : 'check-first';
}

/** What a download is after its copy has shown that every piece fits. */
export async function provedByCopy(
  { em }: Pick<FollowServices, 'em'>,
  { id }: Download,
  torrent: TorrentFile,
): Promise<{ text: string; set: Partial<Download> }> {
  const { integrityReport: report } = await em().findOneOrFail(Download, id);
  const isVerified = report?.['decoding'] === 'ok' && report['length'] === 'ok';
  return {
    text: `${isVerified ? 'verified: ' : ''}${piecesOk(torrent)}`,
    set: {
      integrityStatus: isVerified ? 'passed' : 'pending',
      integrityReport: { ...report, status: isVerified ? 'verified' : 'pieces-ok' },
    },
  };
}
