import type { Api } from './api.ts';
import * as schema from './schema.ts';

/** It answers when every file has been probed, about 0.1 s each. */
const itemScanMs = 120_000;

export type Wait = {
  pollMs: number;
  /** Most time spent between polls; a slow answer adds to it. */
  timeoutMs: number;
  signal: AbortSignal;
  sleep: (ms: number, signal: AbortSignal) => Promise<unknown>;
};

export type WaitOutcome = 'finished' | 'timed-out';

export type Library = {
  id: string;
  name: string;
  mediaType: string;
  folders: { id: string; fullPath: string }[];
  lastScanAt: Date | null;
};

export async function libraries(api: Api): Promise<Library[]> {
  const answer = await api.json({ path: 'api/libraries' }, schema.libraryList);
  return answer.libraries.map(({ lastScan, ...rest }) => ({
    ...rest,
    lastScanAt: lastScan ?? null,
  }));
}

/** Asks for a scan (needs an admin's key). While one runs the server says OK and does nothing. */
export async function scan(api: Api, libraryId: string): Promise<void> {
  await api.send({ method: 'POST', path: `api/libraries/${encodeURIComponent(libraryId)}/scan` });
}

/** Scans one item and answers when that is done; false for a file of its own, which needs the library scan. */
export async function scanItem(api: Api, itemId: string): Promise<boolean> {
  const path = `api/items/${encodeURIComponent(itemId)}/scan`;
  return await api.tell({ method: 'POST', path, timeoutMs: itemScanMs });
}

/** Waits until no scan of the library runs; finished tasks vanish from the server's list. */
export async function waitForScan(api: Api, libraryId: string, wait: Wait): Promise<WaitOutcome> {
  return await poll(async () => !(await isScanning(api, libraryId)), wait);
}

/**
 * Scans so that files already on disk are seen: a scan that runs now may have passed their folder
 * and swallows a second call, so its end is awaited first. Finished means that the library got a
 * new scan time or that the scan was seen and vanished (a cancelled or failed one sets no time).
 * `timeoutMs` holds for each of the two waits.
 */
export async function scanAndWait(api: Api, libraryId: string, wait: Wait): Promise<WaitOutcome> {
  if ((await waitForScan(api, libraryId, wait)) === 'timed-out') return 'timed-out';
  const before = await lastScanMs(api, libraryId);
  await scan(api, libraryId);
  let wasSeen = false;
  return await poll(async () => {
    const isRunning = await isScanning(api, libraryId);
    wasSeen ||= isRunning;
    if (isRunning) return false;
    return wasSeen || (await lastScanMs(api, libraryId)) !== before;
  }, wait);
}

async function poll(isDone: () => Promise<boolean>, wait: Wait): Promise<WaitOutcome> {
  for (let waitedMs = 0; ; waitedMs += wait.pollMs) {
    wait.signal.throwIfAborted();
    if (await isDone()) return 'finished';
    if (waitedMs >= wait.timeoutMs) return 'timed-out';
    await wait.sleep(wait.pollMs, wait.signal);
  }
}

async function isScanning(api: Api, libraryId: string): Promise<boolean> {
  const { tasks } = await api.json({ path: 'api/tasks' }, schema.taskList);
  return tasks.some((row) => {
    const task = schema.scanTask.safeParse(row).data;
    return task?.data.libraryId === libraryId && !task.isFinished;
  });
}

async function lastScanMs(api: Api, libraryId: string): Promise<number | null> {
  const found = (await libraries(api)).find((library) => library.id === libraryId);
  return found?.lastScanAt?.getTime() ?? null;
}
