import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import type { Reply } from '../command/reply.ts';
import type { Topic } from './kinds.ts';

export type Seen = { title: string; by: string; at: Date; isFirst: boolean };

/** Notes who saw an alert; the first to say so stays. Throws UserError for one that is not there. */
export async function markSeen(
  em: EntityManager,
  { alert, actor, now }: { alert: number; actor: string; now: Date },
): Promise<Seen> {
  const marked = await em.execute<unknown[]>(
    'update alerts set seen_by = ?, seen_at = ? where id = ? and seen_at is null returning id',
    [actor, now, alert],
  );
  const [row] = await em.execute<Omit<Seen, 'isFirst'>[]>(
    `select reply ->> 'title' as title, seen_by as by, seen_at as at from alerts where id = ?`,
    [alert],
  );
  if (row) return { ...row, isFirst: marked.length > 0 };
  const text = `There is no alert ${alert}.`;
  throw new UserError('not_found', text, '"history alerts:true" lists them.');
}

/** Whether somebody has to say that they saw an alert. */
export function wantsAnswer({ kind, severity }: Topic): boolean {
  return severity === 'critical' && kind !== 'unanswered' && kind !== 'test';
}

/** An alert as it is posted: one that wants an answer has a button for it. */
export function withSeenButton(alert: Topic & { id: number; reply: Reply }): Reply {
  return wantsAnswer(alert) ? addSeenButton(alert.reply, alert.id) : alert.reply;
}

export function addSeenButton(reply: Reply, alert: number): Reply {
  const button = { label: 'Seen', runs: 'seen', input: { alert }, style: 'default' } as const;
  const at = reply.blocks.findIndex(({ kind }) => kind === 'buttons');
  const known = reply.blocks[at];
  if (known?.kind !== 'buttons') {
    return { ...reply, blocks: [...reply.blocks, { kind: 'buttons', buttons: [button] }] };
  }
  return {
    ...reply,
    blocks: reply.blocks.with(at, { ...known, buttons: [...known.buttons, button] }),
  };
}
