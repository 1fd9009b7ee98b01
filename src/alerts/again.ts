import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { outboxChannel } from '../outbox/enqueue.ts';

/** Lets a message that was given up begin anew; answers what it is about. Throws UserError. */
export async function tryAgain(em: EntityManager, message: number): Promise<string> {
  const [row] = await em.execute<{ topic: string }[]>(
    `with begun as (
       update outbox set status = 'pending', attempts = 0, waits = 0, not_before = 'epoch'
        where id = ? and status = 'dead' returning topic)
     select topic, pg_notify('${outboxChannel}', '') from begun`,
    [message],
  );
  if (row) return row.topic;
  const text = `There is no message ${message} that was given up.`;
  throw new UserError('not_found', text, 'It may have been tried again already; "status" tells.');
}
