import { z } from 'zod';

const text = z.string().min(1);
const knownText = text.nullable().catch(null);
const knownCount = z.number().int().min(0).nullable().catch(null);

/** One result; what names it and says what it costs is strict, the rest may be unknown. */
export const searchResult = z.object({
  guid: text,
  indexerId: z.number().int(),
  indexer: knownText,
  title: text,
  infoUrl: knownText,
  downloadUrl: knownText,
  protocol: z.string(),
  size: knownCount,
  files: knownCount,
  grabs: knownCount,
  seeders: knownCount,
  leechers: knownCount,
  publishDate: knownText,
  indexerFlags: z.array(z.string()).nullable().default([]),
});

export const searchAnswer = z.array(z.unknown());

export const healthAnswer = z.array(
  z.object({
    type: z.enum(['ok', 'notice', 'warning', 'error']).catch('warning'),
    source: z.string().catch(''),
    message: z.string().catch('no message'),
  }),
);
