import type { EntityManager } from '@mikro-orm/postgresql';
import { coverRef } from '../covers/read.ts';
import type { CardData } from './card.ts';

/**
 * Reads what the card of a proposal shows; null when there is no such proposal. One statement, because
 * every change of a card and every press of "Why" comes here.
 */
export async function loadCard(em: EntityManager, proposalId: number): Promise<CardData | null> {
  // A download that was stopped because the release had changed belongs to the past while it is asked again.
  const rows = await em.execute<(CardData & { coverId: number | null })[]>(
    `select p.id, p.status, p.notice, p.with_wedge as "withWedge", p.cost_class as "costClass",
            p.reasons, p.alternatives, p.figures, p.hold, p.decided_by_name as "decidedBy",
            p.decision_reason as "decisionReason", r.facts as release, c.id as "coverId",
            json_build_object('title', m.title, 'author', m.author_name,
                              'series', m.series_name, 'position', m.series_number) as book,
            case when o.id is not null then
              json_build_object('narrator', o.narrator, 'format', o.format, 'bitrateKbps', o.bitrate_kbps,
                                'minutes', o.duration_minutes, 'sizeBytes', o.size_bytes,
                                'chapters', o.chapter_count, 'isAbridged', o.is_abridged) end as replaces,
            case when d.id is not null then
              json_build_object('id', d.id, 'status', d.status, 'detail', d.status_reason,
                                'nextStep', d.next_step, 'stopReason', d.stop_reason,
                                'progress', d.progress) end as download
       from proposals p
       join missing_books m on m.id = p.missing_book_id
       left join books o on o.id = m.replaces_book_id
       left join covers c on c.url = m.cover_url
       left join releases r on r.id = p.release_id
       left join downloads d on d.proposal_id = p.id and p.status = 'approved'
      where p.id = ?`,
    [proposalId],
  );
  if (!rows[0]) return null;
  const { coverId, ...card } = rows[0];
  return { ...card, cover: coverRef(coverId) };
}
