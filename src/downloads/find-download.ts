import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { Download } from './download.entity.ts';
import { lockDownload } from './move.ts';

/** The download of this number as it is now; throws UserError when there is none. */
export async function findDownload(em: EntityManager, id: number): Promise<Download> {
  const download = await em.findOne(Download, id, {
    populate: ['missingBook', 'release'],
    refresh: true,
  });
  if (download) return download;
  throw new UserError('not_found', `There is no download ${id}.`, 'Type "queue" for the numbers.');
}

/** The same for the caller alone to decide about until the transaction ends. */
export async function claimDownload(em: EntityManager, id: number): Promise<Download> {
  await lockDownload(em, id);
  return await findDownload(em, id);
}
