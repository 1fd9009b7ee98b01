import { z } from 'zod';

const plainNumber = /^-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/;

/** 0/1, "0"/"1", true/false, "yes"/"no": the site writes a flag in all these ways. */
const flag = z.union([
  z.boolean(),
  z.literal([0, 1]).transform((value) => value === 1),
  z.stringbool({ truthy: ['1', 'true', 'yes'], falsy: ['0', 'false', 'no'] }),
]);

/** A finite number, also as a text with thousands commas. */
const looseNumber = z.union([
  z.number(),
  z
    .string()
    .trim()
    .regex(plainNumber)
    .transform((text) => Number(text.replaceAll(',', '')))
    .pipe(z.number()),
]);

const count = looseNumber.pipe(z.int().nonnegative());
const looseText = z.union([z.string(), z.number().transform(String)]);
const knownText = looseText.nullable().catch(null);
const knownCount = count.nullable().catch(null);

/** JSON inside a string, sometimes encoded twice; what cannot be read is `null`. */
const embeddedJson = z
  .unknown()
  .optional()
  .transform((value) => unpack(unpack(value)));

function unpack(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? null;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

/** Unix seconds up to the year 9999; milliseconds sent by mistake would exceed it. */
const unixSeconds = looseNumber.pipe(z.int().min(0).max(253_402_300_799));

/** What decides cost or ownership is strict; everything else is decoration and may be unknown. */
export const searchRow = z.object({
  id: looseNumber.pipe(z.int().positive()),
  free: flag,
  vip: flag,
  vip_expire: unixSeconds.nullable().catch(null),
  personal_freeleech: flag,
  my_snatched: flag,
  title: knownText,
  name: knownText,
  author_info: embeddedJson,
  narrator_info: embeddedJson,
  series_info: embeddedJson,
  mediainfo: embeddedJson,
  size: knownText,
  numfiles: knownCount,
  category: knownCount,
  catname: knownText,
  lang_code: knownText,
  filetype: knownText,
  filetypes: knownText,
  seeders: knownCount,
  leechers: knownCount,
  times_completed: knownCount,
  added: knownText,
  browseflags: knownCount,
  tags: knownText,
  description: knownText,
  isbn: knownText,
});

export const searchAnswer = z.object({
  data: z.array(z.unknown()),
  start: knownCount,
  found: knownCount,
  total_found: knownCount,
});

export const mediaInfo = z.object({
  General: z.object({ Format: knownText, Duration: knownText }).nullable().catch(null),
  Audio1: z
    .object({ Format: knownText, BitRate: knownText, BitRate_Mode: knownText })
    .nullable()
    .catch(null),
  menu: z
    .object({ extra: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]) })
    .nullable()
    .catch(null),
});

const tally = z.object({ count }).nullable().catch(null);

const snatchSummary = z.object({
  unsat: z.object({ count, limit: count }).nullable().catch(null),
  inactHnr: tally,
  seedHnr: tally,
  inactUnsat: tally,
  connectable: z.enum(['yes', 'no', 'offline']).nullable().catch(null),
});

const notices = z.object({
  pms: knownCount,
  topics: knownCount,
  aboutToDropClient: knownCount,
});

/** The summary's fields stand in `snatch_summary` today and stood beside the others before. */
export const accountAnswer = z.object({
  classname: z.string().trim().min(1),
  uploaded_bytes: count,
  downloaded_bytes: count,
  seedbonus: looseNumber.nullable().catch(null),
  wedges: knownCount,
  vip_until: knownText,
  notifs: notices.nullable().catch(null),
  snatch_summary: snatchSummary.nullable().catch(null),
  ...snatchSummary.shape,
});

/** Strict, because it says whether something was bought: any other shape is an unknown outcome. */
export const purchaseAnswer = z.discriminatedUnion('success', [
  z.object({ success: z.literal(true) }),
  z.object({ success: z.literal(false), error: knownText }),
]);

/** What was given, received and spent on wedges; strict, because it proves a purchase. */
export const bonusHistory = z.array(
  z.object({
    timestamp: looseNumber.pipe(z.number().positive().max(253_402_300_799)),
    amount: looseNumber,
    type: z.string().min(1),
    tid: looseNumber.pipe(z.int().positive()).nullable(),
  }),
);
