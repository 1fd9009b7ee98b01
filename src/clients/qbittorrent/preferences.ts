import { z } from 'zod';
import { type Api, jsonOf, unexpected } from './api.ts';
import { parse } from './schema.ts';

/** The settings of the program that are changed by us; more upload slots than 0, or -1 for no limit. */
export type ClientPreferences = { maxUploads: number };

/** How many torrents seed at once while the program queues them; -1 is no limit. */
export type QueueLimits = { isQueueing: boolean; maxActiveUploads: number };

const preferences = z.object({ max_uploads: z.int() });
const queue = z.object({ queueing_enabled: z.boolean(), max_active_uploads: z.int() });

export async function readPreferences(api: Api): Promise<ClientPreferences> {
  const answer = jsonOf(await api.get('app/preferences'));
  return { maxUploads: parse(preferences, answer, 'list of preferences').max_uploads };
}

export async function readQueueLimits(api: Api): Promise<QueueLimits> {
  const answer = jsonOf(await api.get('app/preferences'));
  const read = parse(queue, answer, 'list of preferences');
  return { isQueueing: read.queueing_enabled, maxActiveUploads: read.max_active_uploads };
}

/** Changes settings and reads them back: the program answers what it did not take with a success. */
export async function changePreferences(api: Api, wanted: ClientPreferences): Promise<void> {
  const json = JSON.stringify({ max_uploads: wanted.maxUploads });
  await api.post('app/setPreferences', { json });
  const { maxUploads } = await readPreferences(api);
  if (maxUploads === wanted.maxUploads) return;
  throw unexpected(`qBittorrent has ${maxUploads} upload slots instead of ${wanted.maxUploads}`);
}
