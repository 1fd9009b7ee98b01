import { ExternalError } from '../errors.ts';
import { askedWork } from '../library/wanted-work.ts';
import { releaseFromProwlarr } from '../releases/from-prowlarr.ts';
import { prowlarrText } from '../releases/sources.ts';
import type { Services } from '../services.ts';
import type { Download } from './download.entity.ts';

type LookServices = Pick<Services, 'prowlarr' | 'now'>;

/** `downloadPath` is a secret, valid for half an hour, which is why it is stored nowhere. */
export type ProwlarrLook =
  | { kind: 'same'; isFree: boolean; downloadPath: string; at: Date }
  | { kind: 'changed'; reason: string };

/** Searches an approved release once more: is it still there, and where is its torrent file now? */
export async function lookAtProwlarr(
  { prowlarr, now }: LookServices,
  { release, missingBook, title, author }: Download,
): Promise<ProwlarrLook> {
  if (!prowlarr) throw new ExternalError('prowlarr', 'unreachable', 'Prowlarr is not configured');
  const book = askedWork(missingBook ?? { title, authorName: author });
  for (const row of await prowlarr.search(prowlarrText(book))) {
    const { trackerId, cost } = releaseFromProwlarr(row);
    if (trackerId !== release?.trackerId || row.downloadPath === null) continue;
    return { kind: 'same', isFree: cost.isFree, downloadPath: row.downloadPath, at: now() };
  }
  return { kind: 'changed', reason: 'Prowlarr no longer finds this release' };
}
