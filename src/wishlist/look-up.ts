import type { EntityManager } from '@mikro-orm/postgresql';
import { refreshCard } from '../alerts/raise.ts';
import { UserError } from '../errors.ts';
import { enqueue } from '../outbox/enqueue.ts';
import type { Handler } from '../outbox/dispatch.ts';
import type { Services } from '../services.ts';
import { storableJson } from '../storable.ts';
import { askFor, type Outcome } from './ask.ts';
import { type Found, resolveBook, type Unread } from './resolve.ts';
import type { Person } from './usage.ts';

/** What came of looking a request up. */
export type LookUpResult = { kind: 'asked'; outcome: Outcome } | Exclude<Found, { kind: 'book' }>;

/** Notes a request that another program has to read, and asks for that, in the caller's transaction. */
export async function startLookUp(
  em: EntityManager,
  asked: Unread,
  { person, now }: { person: Person; now: Date },
): Promise<number> {
  const [row] = await em.execute<[{ id: number }]>(
    `insert into book_lookups (asked, platform, user_id, user_name, role, asked_at)
     values (?::jsonb, ?, ?, ?, ?, ?) returning id`,
    [storableJson(asked), person.platform, person.id, person.name, person.role, now],
  );
  const message = { kind: 'effect', topic: 'look-up', lane: 'look-up' } as const;
  await enqueue(em, { ...message, key: `look-up:${row.id}`, payload: { id: row.id } });
  return row.id;
}

type LookUp = { id: number; asked: Unread; person: Person };

/** Finds out which book is meant and asks for it in the name of the person; the card says what came of it. */
export function lookUpHandler(services: Services): Handler {
  return async ({ payload }, em) => {
    const lookUp = await openLookUp(em, Number(payload['id']));
    if (!lookUp) return undefined;
    const found = await resolveBook(lookUp.asked, services);
    const result = await resultOf(em, lookUp, found, services);
    await em.execute('update book_lookups set result = ?::jsonb where id = ?', [
      storableJson(result),
      lookUp.id,
    ]);
    const { platform } = lookUp.person;
    const shownOn = services.platforms.includes(platform) ? [platform] : services.platforms;
    await refreshCard(em, shownOn, `request:${lookUp.id}`);
    return undefined;
  };
}

async function resultOf(
  em: EntityManager,
  { person }: LookUp,
  found: Found,
  services: Services,
): Promise<LookUpResult> {
  if (found.kind !== 'book') return found;
  const rules = await services.policy(em);
  try {
    const outcome = await askFor(em, { ...found.book, person, rules, now: services.now() });
    return { kind: 'asked', outcome };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: 'nothing', reason: error.message };
  }
}

async function openLookUp(em: EntityManager, id: number): Promise<LookUp | null> {
  const [row] = await em.execute<LookUp[]>(
    `select id, asked, json_build_object('platform', platform, 'id', user_id, 'name', user_name, 'role', role) as person
       from book_lookups where id = ? and result is null`,
    [id],
  );
  return row ?? null;
}
