import type { EntityManager } from '@mikro-orm/postgresql';
import { Download } from '../downloads/download.entity.ts';
import { coverRef } from '../covers/read.ts';
import { type CardData } from './card.ts';
import { Proposal } from './proposal.entity.ts';

/** Reads what the card of a proposal shows; null when there is no such proposal. */
export async function loadCard(em: EntityManager, proposalId: number): Promise<CardData | null> {
  const proposal = await em.findOne(Proposal, proposalId, {
    populate: ['missingBook', 'release'],
    refresh: true,
  });
  if (!proposal) return null;
  // One that was stopped because the release had changed belongs to the past while it is asked again.
  const isApproved = proposal.status === 'approved';
  const download = isApproved
    ? await em.findOne(Download, { proposalId }, { refresh: true })
    : null;
  const { missingBook: book } = proposal;
  return {
    id: proposal.id,
    status: proposal.status,
    notice: proposal.notice ?? null,
    withWedge: proposal.withWedge,
    book: {
      title: book.title,
      author: book.authorName,
      series: book.seriesName ?? null,
      position: book.seriesNumber ?? null,
    },
    cover: await coverRef(em, book.coverUrl ?? null),
    release: proposal.release?.facts ?? null,
    costClass: proposal.costClass ?? null,
    reasons: proposal.reasons,
    alternatives: proposal.alternatives,
    figures: proposal.figures,
    hold: proposal.hold,
    decidedBy: proposal.decidedByName ?? null,
    decisionReason: proposal.decisionReason ?? null,
    download: download && {
      id: download.id,
      status: download.status,
      detail: download.statusReason ?? null,
      nextStep: download.nextStep ?? null,
      stopReason: download.stopReason ?? null,
      progress: download.progress,
    },
  };
}
