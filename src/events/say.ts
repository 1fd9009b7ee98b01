import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { beginEvent, endEvents, lockEvents, type SiteEvent } from './events.ts';

const longestDays = 60;
const hourMs = 3_600_000;

type Said = { type: SiteEvent['type']; until: string | undefined; note: string };
type By = { actor: string; platforms: readonly string[]; now: Date };

/** A person says that an event goes on (or that none does): it counts until its end, whatever is detected. */
export async function setEvent(em: EntityManager, said: Said, by: By): Promise<Date> {
  const end = readUntil(said.until ?? '', by.now);
  await lockEvents(em);
  const event = { type: said.type, start: by.now, end, source: 'person' as const };
  await beginEvent(em, { ...event, setBy: by.actor, description: said.note }, by.platforms);
  return end;
}

/** Ends what goes on, of one kind or all; throws UserError when there is nothing to end. */
export async function endByHand(
  em: EntityManager,
  type: SiteEvent['type'] | undefined,
  { platforms, now }: By,
): Promise<number> {
  await lockEvents(em);
  const kinds = type ? [type] : (['freeleech', 'bonus', 'multiplier', 'none'] as const);
  let ended = 0;
  for (const kind of kinds) ended += await endEvents(em, { type: kind, now }, platforms);
  if (ended > 0) return ended;
  throw new UserError('not_found', 'No such event goes on.', 'Type "events" for what is known.');
}

/** "48" or "48h" are hours, "3d" days, "2026-12-24" or "2026-12-24 18:00" a moment in UTC; throws UserError. */
export function readUntil(text: string, now: Date): Date {
  const span = /^(\d{1,4}(?:\.\d+)?)\s*(h|d)?$/i.exec(text.trim());
  const hours = span ? Number(span[1]) * (span[2]?.toLowerCase() === 'd' ? 24 : 1) : null;
  const moment = /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d)?$/.test(text.trim())
    ? Date.parse(
        `${text.trim().replace(' ', 'T')}${text.trim().length > 10 ? ':00Z' : 'T23:59:59Z'}`,
      )
    : Number.NaN;
  const end = hours === null ? moment : now.getTime() + hours * hourMs;
  const isSoon = end > now.getTime() && end <= now.getTime() + longestDays * 24 * hourMs;
  if (isSoon) return new Date(end);
  throw new UserError(
    'bad_input',
    `"${text}" is no end of an event within ${longestDays} days.`,
    'Say for how long ("48h", "3d") or until when ("2026-12-24").',
  );
}
