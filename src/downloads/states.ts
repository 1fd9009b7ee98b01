/** The states a download passes; the last five are ends that only a person or a retry leaves. */
export const downloadStatuses = [
  'queued',
  'waiting',
  'downloading',
  'checking',
  'importing',
  'scanning',
  'completed',
  'failed',
  'stopped',
  'cancelled',
  'abandoned',
] as const;

export type DownloadStatus = (typeof downloadStatuses)[number];

/** States in which a torrent of ours is on its way and has to be followed. */
export const inFlightStatuses = ['downloading', 'checking', 'importing', 'scanning'] as const;

export function isInFlight(status: DownloadStatus): boolean {
  return inFlightStatuses.some((one) => one === status);
}

/** Source of a torrent that a person added to the client by hand. */
export const manual = 'Manual';

export function isFinal(status: DownloadStatus): boolean {
  return ['completed', 'failed', 'stopped', 'cancelled', 'abandoned'].includes(status);
}

/** Whether its torrent and files are free for another download. */
export function isGivenUp(status: DownloadStatus): boolean {
  return ['failed', 'cancelled', 'abandoned'].includes(status);
}
