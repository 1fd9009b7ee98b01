import type { EntityManager } from '@mikro-orm/postgresql';
import type { Picture } from '../command/picture.ts';

/** The name of a cover in an image block; null while the bot does not have it. */
export async function coverRef(em: EntityManager, url: string | null): Promise<string | null> {
  const rows = await em.execute<{ id: number }[]>('select id from covers where url = ?', [url]);
  return rows[0] ? `cover:${rows[0].id}` : null;
}

/** The cover an image block names; null for any other name. */
export async function readCover(em: EntityManager, ref: string): Promise<Picture | null> {
  const id = /^cover:(\d{1,9})$/.exec(ref)?.[1];
  if (id === undefined) return null;
  const rows = await em.execute<Picture[]>('select type, bytes from covers where id = ?', [id]);
  return rows[0] ?? null;
}
