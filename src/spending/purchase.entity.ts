import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** What the account held at a moment; null is unknown. */
export type Balances = {
  points: number | null;
  wedges: number | null;
  vipUntil: string | null;
  uploadedBytes: number;
  downloadedBytes: number;
  readAt: string;
};

/**
 * Something spent on the tracker. `proposed`: an owner is asked, and `withdrawn` when it came to
 * nothing. `intended`: nothing was sent yet. `sent`: the one request is on its
 * way. `unknown`: it is not known whether it counted. The other three are ends: `confirmed` by the
 * account, `refused` by the site, `reconciled` after it had been unknown; `isSpent` says which way.
 */
export const Purchase = defineEntity({
  name: 'Purchase',
  tableName: 'purchases',
  properties: {
    id: p.integer().primary(),
    /** Unique for ever: the same thing is never bought twice. */
    key: p.text().unique(),
    kind: p.enum(['vip', 'upload', 'wedge'] as const),
    status: p.enum([
      'proposed',
      'withdrawn',
      'intended',
      'sent',
      'confirmed',
      'refused',
      'unknown',
      'reconciled',
    ] as const),
    /** Weeks of VIP, GB of upload, or wedges: as planned, and as the account shows it in the end. */
    amount: p.decimal('number'),
    costPoints: p.decimal('number').nullable(),
    /** Read when the intent stood already, so that no other purchase of the kind falls between. */
    before: p.json<Balances>().nullable(),
    after: p.json<Balances>().nullable(),
    isSpent: p.boolean().nullable(),
    actor: p.text(),
    reason: p.text(),
    detail: p.text().nullable(),
    releaseId: p.integer().nullable(),
    downloadId: p.integer().nullable(),
    /** Set when a card shows it. */
    proposedAt: p.datetime().nullable(),
    /** Who said yes or no to what was proposed. */
    decidedBy: p.text().nullable(),
    intendedAt: p.datetime(),
    sentAt: p.datetime().nullable(),
    settledAt: p.datetime().nullable(),
  },
});
export type Purchase = InferEntity<typeof Purchase>;
