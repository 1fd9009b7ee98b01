import { z } from 'zod';
import { UserError } from '../errors.ts';

const standing = z.object({
  readAt: z.date().nullable(),
  isFresh: z.boolean(),
});

const vip = standing.extend({
  points: z.number().nullable(),
  pointsPerHour: z.number().nullable(),
  vipDaysLeft: z.number().nullable(),
  isVipClass: z.boolean().nullable(),
  renewWithinDays: z.number(),
});

/** VIP of the account; a reading too old to decide by counts as unknown. */
export function vipFields(output: unknown) {
  const { readAt, isFresh, renewWithinDays, pointsPerHour, ...read } = vip.parse(output);
  const isActive = isFresh ? read.isVipClass : null;
  const daysLeft = isFresh && read.vipDaysLeft !== null ? Math.floor(read.vipDaysLeft) : null;
  return {
    vip_active: isActive,
    days_until_expiry: daysLeft,
    total_points: isFresh ? read.points : null,
    points_per_day: isFresh && pointsPerHour !== null ? Math.round(pointsPerHour * 24) : null,
    renewal_threshold: renewWithinDays,
    status: vipStatus(isActive, daysLeft, renewWithinDays),
    last_updated: readAt,
  };
}

function vipStatus(isActive: boolean | null, daysLeft: number | null, renewWithinDays: number) {
  if (isActive === false) return 'critical';
  if (isActive === null || daysLeft === null) return 'unknown';
  if (daysLeft < 0) return 'critical';
  return daysLeft < renewWithinDays ? 'warning' : 'healthy';
}

const vipHistory = z.object({
  days: z.number(),
  history: z.array(z.looseObject({ day: z.string() })),
  purchases: z.array(z.looseObject({ id: z.number(), kind: z.string(), status: z.string() })),
});

/** The account day by day, the oldest first; a day without a reading is not there. And what was bought. */
export function vipHistoryFields(output: unknown) {
  const { days, history, purchases } = vipHistory.parse(output);
  return { days, purchases: snakeCase(purchases), readings: history.map((day) => snakeCase(day)) };
}

const ratio = standing.extend({
  // Infinite while nothing was downloaded, which JSON has no number for.
  ratio: z.union([z.number(), z.literal(Infinity)]).nullable(),
  limits: z.object({ floor: z.number(), warn: z.number() }),
  situation: z.object({ level: z.enum(['normal', 'warning', 'emergency']).nullable() }),
  seeding: z
    .object({ seeding: z.number(), downloading: z.number(), stalled: z.number() })
    .nullable(),
});

/**
 * The ratio that counts and what follows from it; a reading too old to decide by counts as unknown.
 * Without a number, but with a status, it is infinite. `seeding_allocation` is the share of our running
 * torrents that seed, in percent.
 */
export function ratioFields(output: unknown) {
  const { readAt, isFresh, limits, situation, seeding, ...read } = ratio.parse(output);
  const value = isFresh ? read.ratio : null;
  const isEmergency = situation.level === null ? null : situation.level === 'emergency';
  const running = seeding ? seeding.seeding + seeding.downloading : 0;
  return {
    global_ratio: value !== null && Number.isFinite(value) ? value : null,
    emergency_active: isEmergency,
    // What costs is held back as well as long as the ratio is not known.
    download_frozen: value === null || value <= limits.floor || isEmergency === true,
    seeding_allocation:
      seeding && running > 0 ? Math.round((seeding.seeding / running) * 100) : null,
    stalled_torrents: seeding?.stalled ?? null,
    status: value !== null && isEmergency ? 'emergency' : ratioStatus(value, limits),
    last_updated: readAt,
  };
}

function ratioStatus(value: number | null, { floor, warn }: { floor: number; warn: number }) {
  if (value === null) return 'unknown';
  if (value <= floor) return 'emergency';
  return value < warn ? 'warning' : 'normal';
}

const compliance = z.object({ rules: z.array(z.looseObject({ rule: z.string() })) });

/** The rules of the tracker one by one, each with its figures and what shows them. */
export function complianceFields(output: unknown) {
  return { rules: compliance.parse(output).rules.map((rule) => snakeCase(rule)) };
}

const books = z.object({ rows: z.array(z.looseObject({ id: z.number() })), total: z.number() });

/** Books as the library has them, under the names of the table `books`. */
export function booksFields(output: unknown) {
  const { rows, total } = books.parse(output);
  return { books: rows, total };
}

/** The one book of the address; throws UserError when there is none of that number. */
export function bookFields(output: unknown, input: Readonly<Record<string, unknown>>) {
  const book = books.parse(output).rows.find((row) => String(row.id) === input['text']);
  if (book) return book;
  throw new UserError(
    'not_found',
    'There is no book of that number.',
    'GET /api/books lists them with their numbers.',
  );
}

const gaps = z.object({
  rows: z.array(
    z.looseObject({
      author: z.string(),
      series: z.string().nullable(),
      position: z.string().nullable(),
      state: z.string(),
      note: z.string().nullable(),
    }),
  ),
  total: z.number(),
  series: z.number(),
});

/** Missing books under the names of the table `missing_books`. */
export function gapsFields(output: unknown) {
  const { rows, total, series } = gaps.parse(output);
  return {
    gaps: rows.map(({ author, series: seriesName, position, state, note, ...row }) => ({
      ...snakeCase(row),
      author_name: author,
      series_name: seriesName,
      series_number: position,
      download_status: state,
      search_note: note,
    })),
    total,
    total_series: series,
  };
}

const autopilot = z.object({
  mode: z.string(),
  resumes: z.string(),
  changedBy: z.string().nullable(),
  changedAt: z.date().nullable(),
});

/** Whether anything is done unasked, and what a start would put in force. */
export function autopilotFields(output: unknown) {
  const { mode, resumes, changedBy, changedAt } = autopilot.parse(output);
  return {
    running: mode !== 'off',
    mode,
    mode_when_started: resumes,
    changed_by: changedBy,
    last_updated: changedAt,
  };
}

const queue = z.object({
  rows: z.array(
    z.looseObject({
      proposal: z.number().nullable(),
      download: z.number().nullable(),
      position: z.string().nullable(),
      state: z.string(),
      detail: z.string().nullable(),
    }),
  ),
  total: z.number(),
  wanted: z.number().nullable(),
});

/** What is not over yet; a proposal that was approved has a download on its way. */
export function proposalsFields(output: unknown) {
  const { rows, total, wanted } = queue.parse(output);
  return {
    proposals: rows.map(({ proposal, download, position, state, detail, ...row }) => ({
      id: proposal,
      download_id: download,
      ...snakeCase(row),
      series_number: position,
      status: state,
      status_reason: detail,
    })),
    total,
    wanted,
  };
}

/** The same data with every key in snake_case. */
export function snakeCase<T extends object>(value: T): Record<string, unknown>;
export function snakeCase(value: unknown): unknown;
export function snakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => snakeCase(one));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      snakeCase(inner),
    ]),
  );
}
