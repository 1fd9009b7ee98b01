import type { Direct } from '../chat/platform.ts';
import { mayAct } from '../command/actor.ts';
import type { Reply } from '../command/reply.ts';
import type { Handler } from '../outbox/dispatch.ts';
import type { Topic } from './kinds.ts';
import { withSeenButton } from './seen.ts';

/** Writes an alert to one person alone, if they still have the rights to read it; one who refuses is not written to again. */
export function deliverDirect(
  platform: { name: string; direct: Direct },
  now: () => Date,
): Handler {
  return async ({ key, payload }, em) => {
    const person = String(payload['person']);
    const [alert] = await em.execute<(Topic & { id: number; reply: Reply })[]>(
      'select id, kind, severity, reply from alerts where id = ?',
      [payload['alertId']],
    );
    if (!alert) return undefined;
    const actor = await platform.direct.whoIs(person);
    if (!actor || !mayAct(actor.role, 'operator')) return undefined;
    const outcome = await platform.direct.post(person, withSeenButton(alert), key);
    if (outcome === 'refused') {
      await em.execute(
        `insert into preferences (platform, person, refused_at) values (?, ?, ?)
         on conflict (platform, person) do update set refused_at = excluded.refused_at`,
        [platform.name, person, now()],
      );
    }
    return undefined;
  };
}
