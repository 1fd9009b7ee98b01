import type { EntityManager } from '@mikro-orm/postgresql';
import type { Rejection } from '../releases/facts.ts';
import { type Standing, standingOf, type WishRules } from './usage.ts';
import { localDay } from './week.ts';

/**
 * Why a release of a book is not covered by the quota of the person whom it is charged to; empty when it
 * is, and for books that nobody is charged with. A book larger than the whole quota gets a week for
 * itself.
 */
export async function quotaReasons(
  em: EntityManager,
  missingBookId: number,
  sizeBytes: number | null,
  rules: WishRules,
  now: Date,
): Promise<Rejection[]> {
  const payer = await payerOf(em, missingBookId);
  const standing = payer && (await standingOf(em, payer, rules, now));
  if (!payer || !standing || standing.quota.gb === null) return [];
  const { quota, used, week } = standing;
  const bytes = used.bytes + (await proposedBytes(em, payer, missingBookId));
  const limit = standing.quota.gb * 1e9;
  if (bytes === 0 || (sizeBytes !== null && bytes + sizeBytes <= limit)) return [];
  const size = sizeBytes === null ? 'an unknown size' : `${gb(sizeBytes)} GB`;
  const got = `${payer.name} has ${gb(bytes)} GB this week, this is ${size}`;
  const want = `${quota.gb} GB in all, anew on Mon ${localDay(week.endsAt, rules.timeZone)}`;
  return [{ rule: 'quota', got, want }];
}

/** Whether the person whom a book is charged to may have a wedge spent on it this week. */
export async function hasWedgeLeft(
  em: EntityManager,
  missingBookId: number,
  rules: WishRules,
  now: Date,
): Promise<boolean> {
  const payer = await payerOf(em, missingBookId);
  const standing = payer && (await standingOf(em, payer, rules, now));
  return !standing || isBelow(standing);
}

function isBelow({ quota, used }: Standing): boolean {
  return quota.wedges === null || used.wedges < quota.wedges;
}

type Payer = { platform: string; id: string; name: string; role: string };

async function payerOf(em: EntityManager, missingBookId: number): Promise<Payer | null> {
  const [row] = await em.execute<Payer[]>(
    `select platform, user_id as id, user_name as name, role from wishlist
      where missing_book_id = ? and made_wanted order by id limit 1`,
    [missingBookId],
  );
  return row ?? null;
}

/** What is shown or waits to be shown may be approved at any time. */
async function proposedBytes(
  em: EntityManager,
  { platform, id }: Payer,
  exceptBookId: number,
): Promise<number> {
  const [row] = await em.execute<{ bytes: string }[]>(
    `select coalesce(sum((r.facts ->> 'sizeBytes')::numeric), 0) as bytes
       from proposals p join releases r on r.id = p.release_id
       join wishlist w on w.missing_book_id = p.missing_book_id and w.made_wanted
      where p.status in ('waiting', 'open') and w.platform = ? and w.user_id = ? and w.missing_book_id <> ?`,
    [platform, id, exceptBookId],
  );
  return Number(row?.bytes ?? 0);
}

function gb(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}
