import { type Block, fields, type Reply, say } from '../command/reply.ts';
import { timeText } from '../command/time-text.ts';
import type { ClientNow } from './client-now.ts';
import type { SeedingList, SeedingRow } from './list.ts';

/** A page of the list, with what all torrents come to. */
export function showSeeding(list: SeedingList, { offset }: { offset: number }): Reply {
  const { rows, total, counts, pointsPerHour, owedHours, lookedAt } = list;
  if (!lookedAt) {
    const text = 'qBittorrent was not looked at yet. "run seeding" does it now.';
    return { title: 'Seeding unknown', tone: 'warning', blocks: [{ kind: 'text', text }] };
  }
  const end = offset + rows.length;
  return {
    title: `Seeding: ${counts.seeding} of ${counts.torrents} torrents`,
    tone: 'info',
    blocks: [
      fields({
        'Points an hour':
          pointsPerHour === null ? 'unknown' : `${pointsPerHour.toFixed(1)} measured`,
        'Earn points': counts.earning,
        Idle: counts.idle,
        'Owe hours': counts.owed > 0 ? `${counts.owed} (${Math.ceil(owedHours)} hours)` : 'none',
        'Looked at': timeText(lookedAt),
      }),
      ...(rows.length > 0 ? [tableOf(rows)] : []),
      ...moreText(end, total),
    ],
  };
}

/** How the client is at this moment. */
export function showClient(client: ClientNow | null): Reply {
  if (!client) return say('qBittorrent does not answer', 'Nothing is known of it now.', 'warning');
  const { states, slots } = client;
  const queue = slots.isQueueing ? `${limit(slots.maxActiveUploads)} seed at once` : 'off';
  return {
    title: `qBittorrent: ${client.torrents} torrents`,
    tone: 'info',
    blocks: [
      fields({
        ...states,
        Stalled: client.stalled,
        Down: `${rate(client.downloadBytesPerSecond)} kB/s`,
        Up: `${rate(client.uploadBytesPerSecond)} kB/s`,
        'Upload slots': limit(slots.maxUploads),
        Queue: queue,
        Free: client.freeSpaceBytes === null ? 'unknown' : `${gb(client.freeSpaceBytes)} GB`,
      }),
    ],
  };
}

function limit(count: number): string {
  return count < 0 ? 'without limit' : String(count);
}

function rate(bytesPerSecond: number): string {
  return (bytesPerSecond / 1000).toFixed(0);
}

function tableOf(rows: readonly SeedingRow[]): Block {
  return {
    kind: 'table',
    columns: ['#', 'Torrent', 'State', 'GB', 'Seeders', 'Hours', 'Up 7/30 d', 'Points/h (est.)'],
    rows: rows.map((row) => [
      String(row.torrent),
      row.name,
      row.isUnregistered ? 'not on the tracker' : (row.trouble ?? stateText(row.state)),
      gb(row.sizeBytes),
      row.seeders === null ? '?' : String(row.seeders),
      row.owedHours > 0
        ? `${Math.floor(row.seededHours)}, ${Math.ceil(row.owedHours)} owed`
        : String(Math.floor(row.seededHours)),
      `${gb(row.uploaded7Bytes)} / ${gb(row.uploaded30Bytes)}`,
      earned(row),
    ]),
  };
}

/** That nobody asks for it at the moment makes it no less of a duty done. */
function stateText(state: SeedingRow['state']): string {
  return state === 'stalled-upload' ? 'seeding' : state;
}

/** Without a measured rate there is only a part of an unknown whole. */
function earned({ estimatedShare, estimatedPointsPerHour }: SeedingRow): string {
  if (estimatedPointsPerHour !== null) return `~${estimatedPointsPerHour.toFixed(2)}`;
  return estimatedShare === null ? '?' : `~${(estimatedShare * 100).toFixed(1)} %`;
}

function gb(bytes: number | null): string {
  return bytes === null ? '?' : (bytes / 1024 ** 3).toFixed(1);
}

function moreText(end: number, total: number): Block[] {
  const estimate =
    'Points of a torrent are estimated: its size by its seeders, of what is measured for all.';
  const more = end < total ? `${end} of ${total} shown; "seeding offset:${end}" goes on. ` : '';
  return [{ kind: 'text', text: `${more}${estimate}` }];
}
