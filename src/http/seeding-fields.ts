import { z } from 'zod';
import { snakeCase } from './fields.ts';

const client = z.object({
  torrents: z.number(),
  states: z.record(z.string(), z.number()),
  downloadBytesPerSecond: z.number(),
  uploadBytesPerSecond: z.number(),
  stalled: z.number(),
  slots: z.object({
    maxUploads: z.number(),
    isQueueing: z.boolean(),
    maxActiveUploads: z.number(),
  }),
  freeSpaceBytes: z.number().nullable(),
});

const status = z.object({
  client: client.nullable(),
  pointsPerHour: z.number().nullable(),
  lookedAt: z.date().nullable(),
});

/** The download client at this moment; all of it is null while it does not answer. */
export function clientFields(output: unknown) {
  const now = status.parse(output).client;
  return {
    connected: now !== null,
    torrents: now?.torrents ?? null,
    torrent_states: now?.states ?? null,
    download_rate: now?.downloadBytesPerSecond ?? null,
    upload_rate: now?.uploadBytesPerSecond ?? null,
    stalled: now?.stalled ?? null,
    upload_slots: now?.slots.maxUploads ?? null,
    queueing_enabled: now?.slots.isQueueing ?? null,
    max_active_uploads: now?.slots.maxActiveUploads ?? null,
    free_space_bytes: now?.freeSpaceBytes ?? null,
  };
}

const seeds = ['seeding', 'stalled-upload', 'queued-upload'];
const downloads = ['downloading', 'stalled-download', 'queued-download', 'metadata'];

/**
 * The same as shares of what runs, in percent, with what the account earns as measured;
 * `monitoring_active` is whether the torrents were ever looked at.
 */
export function monitorFields(output: unknown) {
  const { client: now, pointsPerHour, lookedAt } = status.parse(output);
  const count = (names: readonly string[]) =>
    names.reduce((sum, name) => sum + (now?.states[name] ?? 0), 0);
  const [seeding, downloading] = [count(seeds), count(downloads)];
  const percent = (part: number) =>
    seeding + downloading > 0 ? Math.round((part / (seeding + downloading)) * 100) : null;
  return {
    monitoring_active: lookedAt !== null,
    torrent_states: now?.states ?? null,
    point_generation_estimate: pointsPerHour,
    seeding_allocation_percent: percent(seeding),
    downloading_allocation_percent: percent(downloading),
    last_updated: lookedAt,
  };
}

const list = z.object({ rows: z.array(z.looseObject({ torrent: z.number() })), total: z.number() });

/** Torrents with what they seeded, owe and, as an estimate, earn. */
export function seedingFields(output: unknown) {
  const { rows, total } = list.parse(output);
  return {
    torrents: rows.map(({ torrent, ...row }) => ({ id: torrent, ...snakeCase(row) })),
    total,
  };
}
