import type { EntityManager } from '@mikro-orm/postgresql';
import type { Ledger } from '../account/ledger.ts';
import { refreshCard } from '../alerts/raise.ts';
import { wantCover } from '../covers/want.ts';
import type { Policy } from '../settings/policy.ts';

export type OpenContext = { policy: Policy; platforms: readonly string[]; now: Date };
export type ProposeContext = OpenContext & { ledger: Ledger };

const proposalsLock = 7_266_004;

/**
 * Proposals change in one transaction at a time, before any of their rows is locked: two that open
 * proposals at once would each count the other's places as free, or wait for each other's rows.
 */
export async function lockProposals(em: EntityManager): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(?)', [proposalsLock]);
}

/**
 * Opens waiting proposals of wanted books, the most wanted first, while there are fewer than
 * PROPOSALS_OPEN and autopilot is not off; answers their ids. Proposals of books that are on the
 * shelf by now are withdrawn.
 */
export async function openWaiting(em: EntityManager, context: OpenContext): Promise<number[]> {
  const { policy, now } = context;
  await lockProposals(em);
  await withdrawOwned(em, context);
  if (policy.autopilot === 'off') return [];
  const opened = await em.execute<{ id: number }[]>(
    `update proposals set status = 'open', opened_at = ?, expires_at = ?
      where id in (
        select p.id from proposals p join missing_books m on m.id = p.missing_book_id
         where p.status = 'waiting' and m.is_wanted order by m.priority, p.id
         limit greatest(0, ? - (select count(*) from proposals where status = 'open')))
      returning id`,
    [now, expiryOf(policy, now), policy.proposalsOpen],
  );
  for (const { id } of opened) await refreshCard(em, context.platforms, `proposal:${id}`);
  const ids = opened.map((row) => row.id);
  await wantCovers(em, ids);
  return ids;
}

/** Asks for the covers of these proposals' books; a card shows its cover as soon as that is there. */
export async function wantCovers(em: EntityManager, proposalIds: readonly number[]): Promise<void> {
  const rows = await em.execute<{ id: number; url: string }[]>(
    `select p.id, m.cover_url as url from proposals p join missing_books m on m.id = p.missing_book_id
      where p.id in (?) and m.cover_url is not null order by p.id`,
    [[...proposalIds, 0]],
  );
  for (const { id, url } of rows) await wantCover(em, { url, subject: `proposal:${id}` });
}

/** When a proposal that opens now is over. */
export function expiryOf({ proposalHours }: Pick<Policy, 'proposalHours'>, now: Date): Date {
  return new Date(now.getTime() + proposalHours * 3_600_000);
}

/** Replaces what nobody has decided yet of this book, but for the one that is kept; a newer search or choice follows. */
export async function dropUndecided(
  em: EntityManager,
  missingBookId: number,
  { platforms, now }: Omit<OpenContext, 'policy'>,
  keptId = 0,
): Promise<void> {
  const rows = await em.execute<{ id: number }[]>(
    `update proposals set status = 'superseded', decided_at = ?
      where missing_book_id = ? and status in ('held', 'waiting', 'open') and id <> ? returning id`,
    [now, missingBookId, keptId],
  );
  for (const { id } of rows) await refreshCard(em, platforms, `proposal:${id}`);
}

async function withdrawOwned(
  em: EntityManager,
  { platforms, now }: Omit<OpenContext, 'policy'>,
): Promise<void> {
  const rows = await em.execute<{ id: number }[]>(
    `update proposals p set status = 'superseded', decided_at = ?, decision_reason = 'the book is on the shelf'
       from missing_books m
      where m.id = p.missing_book_id and m.download_status = 'completed'
        and p.status in ('held', 'waiting', 'open') returning p.id`,
    [now],
  );
  for (const { id } of rows) await refreshCard(em, platforms, `proposal:${id}`);
}
