import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { MissingBook } from '../library/missing-book.entity.ts';
import type { Rejection } from '../releases/facts.ts';
import { Release } from '../releases/release.entity.ts';

const proposalStatuses = [
  'held',
  'waiting',
  'open',
  'approved',
  'rejected',
  'expired',
  'superseded',
] as const;

export type RefusedRelease = { title: string; trackerId: string; rejections: Rejection[] };
export type Alternative = { releaseId: number; title: string; summary: string };
export type Figures = {
  ratioNow: number | null;
  ratioAfter: number | null;
  unsatisfied: { count: number; limit: number } | null;
};

/** The one best release of a missing book, waiting for a person's word. */
export const Proposal = defineEntity({
  name: 'Proposal',
  tableName: 'proposals',
  properties: {
    id: p.integer().primary(),
    missingBook: () => p.manyToOne(MissingBook),
    release: () => p.manyToOne(Release).nullable(),
    status: p.enum(proposalStatuses),
    costClass: p.text().nullable(),
    isPaid: p.boolean().nullable(),
    reasons: p.json<string[]>().defaultRaw("'[]'::jsonb"),
    alternatives: p.json<Alternative[]>().defaultRaw("'[]'::jsonb"),
    refused: p.json<RefusedRelease[]>().defaultRaw("'[]'::jsonb"),
    figures: p.json<Figures>().defaultRaw("'{}'::jsonb"),
    hold: p.json<Rejection[]>().defaultRaw("'[]'::jsonb"),
    decidedBy: p.text().nullable(),
    decidedByName: p.text().nullable(),
    decidedAt: p.datetime().nullable(),
    decisionReason: p.text().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    openedAt: p.datetime().nullable(),
    expiresAt: p.datetime().nullable(),
  },
});
export type Proposal = InferEntity<typeof Proposal>;
