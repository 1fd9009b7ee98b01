import type { EntityManager } from '@mikro-orm/postgresql';
import type { Picture } from '../command/picture.ts';

/** The name of a cover in an image block; null while the bot does not have it. */
export function coverRef(coverId: number | null): string | null {
  return coverId === null ? null : `cover:${coverId}`;
}

/** The cover an image block names; null for any other name. */
export async function readCover(em: EntityManager, ref: string): Promise<Picture | null> {
  const id = /^cover:(\d{1,9})$/.exec(ref)?.[1];
  if (id === undefined) return null;
  const rows = await em.execute<Picture[]>('select type, bytes from covers where id = ?', [id]);
  return rows[0] ?? null;
}
