import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { MissingBook } from '../library/missing-book.entity.ts';
import { Release } from '../releases/release.entity.ts';
import { downloadStatuses } from './states.ts';
import { stopReasons } from './stops.ts';

/** One grab on its way from the tracker to the shelf. */
export const Download = defineEntity({
  name: 'Download',
  tableName: 'downloads',
  properties: {
    id: p.integer().primary(),
    bookId: p.integer().nullable(),
    missingBook: () => p.manyToOne(MissingBook).nullable(),
    proposalId: p.integer().nullable(),
    release: () => p.manyToOne(Release).nullable(),
    title: p.text(),
    author: p.text().default(''),
    source: p.text(),
    qbittorrentHash: p.text().nullable(),
    qbittorrentStatus: p.text().nullable(),
    status: p.enum(downloadStatuses).default('queued'),
    statusReason: p.text().nullable(),
    nextStep: p.text().nullable(),
    stopReason: p.enum(stopReasons).nullable(),
    progress: p.decimal('number').default(0),
    progressShownAt: p.datetime().nullable(),
    sizeBytes: p.bigint('number').nullable(),
    retryCount: p.integer().default(0),
    maxRetries: p.integer().default(3),
    lastAttempt: p.datetime().nullable(),
    nextRetry: p.datetime().nullable(),
    integrityStatus: p
      .enum(['pending', 'passed', 'failed', 'redownloading'] as const)
      .default('pending'),
    integrityReport: p.json<Record<string, unknown>>().nullable(),
    releaseEdition: p.enum(['free', 'fl', 'paid'] as const).nullable(),
    isPaid: p.boolean().nullable(),
    /** A wedge may be spent on it, and nothing else makes it free. */
    withWedge: p.boolean().default(false),
    /** An emergency of the ratio holds it back: not fetched, or paused in the client. */
    emergencyBlocked: p.boolean().default(false),
    freezeTimestamp: p.datetime().nullable(),
    emergencyReason: p.text().nullable(),
    /** An owner has said that VIP or the reserve may suffer for it. */
    withOverride: p.boolean().default(false),
    absImportStatus: p.text().nullable(),
    absImportError: p.text().nullable(),
    absItemId: p.text().nullable(),
    savePath: p.text().nullable(),
    libraryPath: p.text().nullable(),
    /** A folder or file below the folder of the category that no torrent of ours stands behind. */
    contentPath: p.text().nullable(),
    /** Where a person wants the book below the library, instead of where PATH_TEMPLATE puts it. */
    libraryFolder: p.text().nullable(),
    /** The book on the shelf of which it is another edition. */
    ownedBookId: p.integer().nullable(),
    /** A person wants it although another edition of the work is on the shelf. */
    besideOwned: p.boolean().default(false),
    /** What a person wants of the positions in another recording that replaces an owned one. */
    replacePosition: p.enum(['keep', 'scale'] as const).nullable(),
    torrentSealed: p.blob().nullable(),
    dateQueued: p.datetime().defaultRaw('now()'),
    dateCompleted: p.datetime().nullable(),
  },
});
export type Download = InferEntity<typeof Download>;
