import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { MissingBook } from '../library/missing-book.entity.ts';
import type { CostClass } from '../releases/cost.ts';
import type { RefusedRelease, Rejection } from '../releases/facts.ts';
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

export type Alternative = {
  releaseId: number;
  title: string;
  summary: string;
  /** Absent in rows of an earlier version: unknown, so it counts as paid. */
  costClass?: CostClass;
};
export type Figures = {
  ratioNow: number | null;
  ratioAfter: number | null;
  unsatisfied: { count: number; limit: number } | null;
  /** Wedges there were when one was worth spending on this release; null when it is not. */
  wedges?: number | null;
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
    /** Approved on the condition that a wedge makes it free. */
    withWedge: p.boolean().default(false),
    /** Approved by an owner although VIP or the reserve suffers. */
    withOverride: p.boolean().default(false),
    /** What changed since it was shown first. */
    notice: p.text().nullable(),
    reasons: p.json<string[]>().defaultRaw("'[]'::jsonb"),
    alternatives: p.json<Alternative[]>().defaultRaw("'[]'::jsonb"),
    refused: p.json<RefusedRelease[]>().defaultRaw("'[]'::jsonb"),
    figures: p.json<Figures>().defaultRaw("'{}'::jsonb"),
    hold: p.json<Rejection[]>().defaultRaw("'[]'::jsonb"),
    /** Until when it is held only for something better to appear; a person need not wait. */
    holdUntil: p.datetime().nullable(),
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
