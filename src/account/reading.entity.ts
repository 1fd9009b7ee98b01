import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** What the tracker said of the account: valid from `timestamp` to `seenAt`, the last time it was confirmed. */
export const Reading = defineEntity({
  name: 'Reading',
  tableName: 'ratio_log',
  properties: {
    id: p.integer().primary(),
    timestamp: p.datetime(),
    seenAt: p.datetime(),
    /** Of the bytes, by the database; `Infinity` while nothing was downloaded. */
    globalRatio: p.float().nullable().generated('stored'),
    uploadedBytes: p.bigint('number'),
    downloadedBytes: p.bigint('number'),
    points: p.decimal('number').nullable(),
    wedges: p.integer().nullable(),
    vipUntil: p.datetime().nullable(),
    className: p.text(),
    isVipClass: p.boolean(),
    unsatisfiedCount: p.integer().nullable(),
    unsatisfiedLimit: p.integer().nullable(),
    hitAndRunCount: p.integer().nullable(),
    inactiveUnsatisfiedCount: p.integer().nullable(),
    connectable: p.text().nullable(),
  },
});
export type Reading = InferEntity<typeof Reading>;
