import { z } from 'zod';
import { readHash } from './hashes.ts';
import { parse, type RawTorrent, record, torrentFields } from './schema.ts';

const mainData = z.object({
  rid: z.number().int().min(0),
  full_update: z.boolean().default(false),
  torrents: z.record(z.string(), z.unknown()).default({}),
  torrents_removed: z.array(z.string()).default([]),
  server_state: z
    .object({
      free_space_on_disk: z.number().optional().catch(undefined),
      connection_status: z.string().optional().catch(undefined),
    })
    .default({}),
});

/** One `sync/maindata` answer; what did not change since the last one is absent or undefined. */
export type Delta = {
  id: number;
  isFull: boolean;
  torrents: Map<string, RawTorrent>;
  removed: string[];
  /** Null when qBittorrent cannot tell. */
  freeSpaceBytes: number | null | undefined;
  connection: string | undefined;
  droppedRows: number;
};

export function readDelta(value: unknown): Delta {
  const data = parse(mainData, value, 'list of changes');
  const torrents = new Map<string, RawTorrent>();
  const rows = Object.entries(data.torrents);
  for (const [key, row] of rows) {
    const hash = readHash(key);
    const raw = record(row);
    if (hash && raw) torrents.set(hash, pickFields(raw));
  }
  const freeSpaceBytes = data.server_state.free_space_on_disk;
  return {
    id: data.rid,
    isFull: data.full_update,
    torrents,
    removed: data.torrents_removed.flatMap((text) => readHash(text) ?? []),
    freeSpaceBytes: freeSpaceBytes !== undefined && freeSpaceBytes < 0 ? null : freeSpaceBytes,
    connection: data.server_state.connection_status,
    droppedRows: rows.length - torrents.size,
  };
}

function pickFields(raw: RawTorrent): RawTorrent {
  const picked: RawTorrent = {};
  for (const field of torrentFields) if (Object.hasOwn(raw, field)) picked[field] = raw[field];
  return picked;
}
