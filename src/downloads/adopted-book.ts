import { worksOfAdopted } from './adopted.ts';
import type { Content } from './content.ts';
import { Download } from './download.entity.ts';
import { findWork, whyNone } from './find-work.ts';
import type { FollowServices } from './follow.ts';
import { linkMissingBook } from './link-missing-book.ts';
import { manual } from './states.ts';

/**
 * The download with the book it brings, or why one that a person brought has no place in the library.
 * Since it was adopted somebody may have asked for the book, or got it elsewhere.
 */
export async function withBook(
  services: FollowServices,
  download: Download,
  content: Exclude<Content, { kind: 'stopped' }>,
): Promise<Download | { reason: string }> {
  if (download.source !== manual || download.missingBook || download.besideOwned) return download;
  const facts = download.release?.facts ?? null;
  const { name, files } =
    content.kind === 'torrent' ? content.torrent : { name: download.title, files: content.files };
  const torrent = { name, tags: [] };
  const works = worksOfAdopted(torrent, files, facts);
  return await services.em().transactional(async (em) => {
    const found = await findWork(em, works);
    if (found.kind === 'missing' && (await linkMissingBook(em, services, download.id, found))) {
      const populate = ['release', 'missingBook'] as const;
      return await em.findOneOrFail(Download, download.id, { populate, refresh: true });
    }
    if (found.kind === 'none' && facts) return download;
    return { reason: whyNone(found) };
  });
}
