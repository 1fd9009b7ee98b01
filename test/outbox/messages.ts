import type { EntityManager } from '@mikro-orm/postgresql';
import type { DispatchOptions, Handler, Handlers } from '../../src/outbox/dispatch.ts';
import { enqueue, type OutboxDraft } from '../../src/outbox/enqueue.ts';

export const start = new Date('2026-06-10T10:00:00Z');

/** Writes a message that is due at once, for the topic `note`. */
export async function post(
  em: EntityManager,
  key: string,
  changes: Partial<OutboxDraft> = {},
): Promise<boolean> {
  return await em.transactional((inner) =>
    enqueue(inner, {
      key,
      kind: 'effect',
      topic: 'note',
      lane: key,
      payload: {},
      notBefore: start,
      ...changes,
    }),
  );
}

/** Options of a dispatcher with a clock that is set by hand; what is given up leaves an audit row. */
export function dispatcher(
  em: () => EntityManager,
  handlers: Handlers,
): DispatchOptions & { clock: { now: Date } } {
  const clock = { now: start };
  return { em, handlers, clock, now: () => clock.now, onDead: noteDeath };
}

/** A handler that remembers the keys it was given. */
export function collect(): { note: Handler; handled: string[] } {
  const handled: string[] = [];
  const note: Handler = async ({ key }) => {
    handled.push(key);
    return undefined;
  };
  return { note, handled };
}

const noteDeath: DispatchOptions['onDead'] = async (message, error, em) => {
  await leaveTrace(em, `dead ${message.key}`, error);
};

/** A row of its own, to see whether a transaction was kept. */
export async function leaveTrace(em: EntityManager, command: string, detail = ''): Promise<void> {
  await em.execute(
    `insert into audit (actor_id, actor_name, platform, command, input, outcome, detail)
     values ('', '', '', ?, '{}', '', ?)`,
    [command, detail],
  );
}

export async function traces(em: EntityManager): Promise<string[]> {
  const rows = await em.execute<{ command: string }[]>('select command from audit order by id');
  return rows.map((row) => row.command);
}

export type StoredMessage = {
  key: string;
  status: string;
  attempts: number;
  waits: number;
  not_before: Date;
  last_error: string | null;
};

export async function messages(em: EntityManager): Promise<StoredMessage[]> {
  return await em.execute<StoredMessage[]>(
    'select key, status, attempts, waits, not_before, last_error from outbox order by id',
  );
}
