import { z } from 'zod';

const timestamp = z
  .number()
  .min(0)
  .max(8.64e15)
  .transform((ms) => new Date(ms));
const text = z.string().trim().min(1).nullable().catch(null);
const amount = z.number().positive().max(Number.MAX_SAFE_INTEGER).nullable().catch(null);
const count = z.int().min(0).nullable().catch(null);
const flag = z.boolean().nullable().catch(null);
const rows = z.array(z.unknown());

export const status = z.object({ serverVersion: z.string(), isInit: z.boolean() });

export const authorisation = z.object({
  user: z.object({
    type: z.string(),
    permissions: z.object({ update: z.boolean(), upload: z.boolean(), delete: z.boolean() }),
  }),
});

export const libraryList = z.object({
  libraries: z.array(
    z.object({
      id: z.string().min(1),
      name: z.string(),
      mediaType: z.string(),
      folders: z.array(z.object({ id: z.string(), fullPath: z.string() })),
      lastScan: timestamp.nullish(),
    }),
  ),
});

export const page = z.object({ results: rows, total: z.int().min(0) });

export const batch = z.object({ libraryItems: rows });

export const itemAnswer = z.record(z.string(), z.unknown());

export const searchAnswer = z.object({ book: rows });

/** What a listed row must tell to be found again, in every form of it. */
export const itemRef = z.object({ id: z.string().min(1), path: z.string().min(1) });

/** What a listed row tells of whether it is new or was changed. */
const itemMark = z.object({ id: z.string().min(1), isMissing: z.boolean(), updatedAt: timestamp });
export type ItemMark = z.infer<typeof itemMark>;
export const marksPage = z.object({ results: z.array(itemMark) });

/** What a row that cannot be read still tells. */
export const unreadableRow = z
  .object({
    id: z.string().min(1).nullable().catch(null),
    media: z
      .object({ metadata: z.object({ title: z.string().min(1) }) })
      .nullable()
      .catch(null),
  })
  .catch({ id: null, media: null })
  .transform(({ id, media }) => ({ id, title: media?.metadata.title ?? null }));

export const searchHit = z.object({ libraryItem: itemRef });

export const taskList = z.object({ tasks: rows });

export const scanTask = z.object({
  action: z.literal('library-scan'),
  isFinished: z.boolean().catch(false),
  data: z.object({ libraryId: z.string() }),
});

/** `updated` is absent when the server ignored a part of the patch. */
export const patchAnswer = z.object({ updated: z.boolean().catch(false) });

export const coverAnswer = z.object({ success: z.literal(true) });

export const chapteredItem = z.object({
  media: z.object({
    chapters: z.array(
      z.object({ title: z.string().catch(''), start: z.number().min(0), end: z.number().min(0) }),
    ),
  }),
});

export const audioFile = z.object({
  metadata: z.object({ path: z.string().min(1), ext: text, size: count }),
  duration: amount,
  bitRate: z.number().positive().max(1e8).nullable().catch(null),
  codec: text,
});
export type AudioFile = z.output<typeof audioFile>;

/** People and series come as lists or as one text, depending on the endpoint. */
const metadata = z.object({
  title: z.string().trim().catch(''),
  subtitle: text,
  authors: z.unknown().optional(),
  authorName: text,
  narrators: z.unknown().optional(),
  narratorName: text,
  series: z.unknown().optional(),
  seriesName: text,
  genres: rows.catch([]),
  publishedYear: z.union([z.string(), z.number()]).nullable().catch(null),
  publisher: text,
  description: text,
  isbn: text,
  asin: text,
  language: text,
  abridged: flag,
  explicit: flag,
});
export type Metadata = z.output<typeof metadata>;

/** Strict where ownership, pairing and deletion depend on it, lenient in the descriptive part. */
export const item = z.object({
  id: z.string().min(1),
  ino: z
    .union([z.string(), z.number().transform(String)])
    .nullable()
    .catch(null),
  libraryId: z.string().min(1),
  folderId: text,
  path: z.string().min(1),
  relPath: z.string(),
  isFile: z.boolean(),
  isMissing: z.boolean(),
  addedAt: timestamp,
  updatedAt: timestamp,
  size: count,
  media: z.object({
    metadata,
    audioFiles: rows.nullish(),
    numAudioFiles: count,
    chapters: rows.nullish(),
    numChapters: count,
    duration: amount,
    size: count,
    coverPath: z.string().min(1).nullish().catch(undefined),
  }),
});
export type Item = z.output<typeof item>;

/** Strict: what cannot be read here could be lost unseen. */
export const listener = z.object({
  id: z.string().min(1),
  type: z.string(),
  mediaProgress: z.array(
    z.object({
      // Of a row from an old version, or of an episode, it may be unknown.
      libraryItemId: z.string().nullish(),
      currentTime: z.number().min(0),
      isFinished: z.boolean(),
    }),
  ),
  bookmarks: z.array(z.object({ libraryItemId: z.string(), time: z.number(), title: z.string() })),
});
export type Listener = z.output<typeof listener>;

export const userList = z.object({ users: z.array(z.object({ id: z.string().min(1) })) });
