import type { EntityManager } from '@mikro-orm/postgresql';
import type { Rejection } from '../releases/facts.ts';
import { isVipReason, pointsFor } from './guard.ts';

/** A wanted book whose paid release would endanger VIP, waiting until it does not. */
export type PendingItem = {
  id: number;
  proposal: number;
  title: string;
  author: string;
  reason: 'awaiting_vip_renewal' | 'awaiting_points';
  /** What upload credit for its size costs in points; null for an unknown size. */
  estimatedCost: number | null;
  notes: string;
  addedAt: Date;
};

export type HeldBook = {
  missingBookId: number;
  proposalId: number;
  title: string;
  author: string;
  trackerId: string;
  priority: number;
  sizeBytes: number | null;
  /** Taken without asking as soon as it may be. */
  isAuto: boolean;
};

/** Puts a held book on the list, or renews what stands there. */
export async function addPending(
  em: EntityManager,
  book: HeldBook,
  hold: readonly Rejection[],
  now: Date,
): Promise<void> {
  const reasons = hold.filter(isVipReason);
  const waitsForPoints = reasons.every(({ rule }) => rule === 'points-after');
  await em.execute(
    `insert into vip_pending_items (missing_book_id, proposal_id, title, author, mam_torrent_id, priority,
            auto_download, reason_pending, estimated_cost, notes, added_date, judged_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (missing_book_id) where status = 'pending' do update
       set proposal_id = excluded.proposal_id, mam_torrent_id = excluded.mam_torrent_id,
           auto_download = excluded.auto_download, reason_pending = excluded.reason_pending,
           estimated_cost = excluded.estimated_cost, notes = excluded.notes, judged_at = excluded.judged_at`,
    [
      book.missingBookId,
      book.proposalId,
      book.title,
      book.author,
      /^\d+$/.test(book.trackerId) ? book.trackerId : null,
      book.priority,
      book.isAuto,
      waitsForPoints ? 'awaiting_points' : 'awaiting_vip_renewal',
      book.sizeBytes === null ? null : pointsFor(book.sizeBytes),
      reasons.map(({ rule, got, want }) => `${rule} is ${got}, needed is ${want}`).join('; '),
      now,
      now,
    ],
  );
}

/** Takes a book off the list, if it stands there. */
export async function endPending(
  em: EntityManager,
  missingBookId: number,
  status: 'released' | 'no_longer_available',
  now: Date,
): Promise<void> {
  await em.execute(
    `update vip_pending_items set status = ?, judged_at = ? where missing_book_id = ? and status = 'pending'`,
    [status, now, missingBookId],
  );
}

/** What waits, the most wanted first. */
export async function pendingItems(em: EntityManager): Promise<PendingItem[]> {
  return await em.execute<PendingItem[]>(
    `select i.id, i.proposal_id as proposal, i.title, i.author, i.reason_pending as reason,
            i.estimated_cost as "estimatedCost", i.notes, i.added_date as "addedAt"
       from vip_pending_items i join proposals p on p.id = i.proposal_id
      where i.status = 'pending' and p.status = 'held'
      order by i.priority, i.added_date, i.id`,
  );
}

/** Brings the list in line with what became of its books: rejected, approved by an owner's word, on the shelf. */
export async function tidyPending(em: EntityManager, now: Date): Promise<void> {
  await em.execute(
    `update vip_pending_items i set judged_at = ?, status = case
            when m.download_status = 'completed' then 'downloaded'
            when m.download_status = 'hidden' or not m.is_wanted or p.status = 'rejected' then 'cancelled'
            when p.status in ('open', 'waiting', 'approved') then 'released'
            else i.status end
       from missing_books m, proposals p
      where m.id = i.missing_book_id and p.id = i.proposal_id and i.status in ('pending', 'released')`,
    [now],
  );
}
