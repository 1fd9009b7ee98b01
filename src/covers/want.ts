import type { EntityManager } from '@mikro-orm/postgresql';
import { enqueue } from '../outbox/enqueue.ts';

/**
 * Asks for the cover a card will show; the card does not wait for it and is shown again when it is
 * there. Covers have a lane of their own: a picture host that hangs holds up nothing else.
 */
export async function wantCover(
  em: EntityManager,
  { url, subject }: { url: string; subject: string },
): Promise<void> {
  const known = await em.execute<unknown[]>('select 1 from covers where url = ?', [url]);
  if (known.length > 0) return;
  await enqueue(em, {
    key: `cover:${subject}`,
    kind: 'effect',
    topic: 'cover',
    lane: 'covers',
    payload: { url, subject },
  });
}
