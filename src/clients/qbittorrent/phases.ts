import type { RunMode, TorrentPhase } from './torrent.ts';

const phases = new Map<string, TorrentPhase>([
  ['downloading', 'downloading'],
  ['forcedDL', 'downloading'],
  ['stalledDL', 'stalled-download'],
  ['queuedDL', 'queued-download'],
  ['pausedDL', 'paused-download'],
  ['stoppedDL', 'paused-download'],
  ['metaDL', 'metadata'],
  ['forcedMetaDL', 'metadata'],
  ['checkingDL', 'checking'],
  ['checkingUP', 'checking'],
  ['checkingResumeData', 'checking'],
  ['moving', 'moving'],
  ['uploading', 'seeding'],
  ['forcedUP', 'seeding'],
  ['stalledUP', 'stalled-upload'],
  ['queuedUP', 'queued-upload'],
  ['pausedUP', 'paused-upload'],
  ['stoppedUP', 'paused-upload'],
  ['missingFiles', 'missing-files'],
  ['error', 'error'],
]);

/** Phases in which a progress of 1 says nothing about the files. */
const uncertain: ReadonlySet<TorrentPhase> = new Set([
  'checking',
  'moving',
  'metadata',
  'missing-files',
  'unknown',
]);

/** Phases that stand in the place of whether the torrent was stopped. */
const hidesRunMode: ReadonlySet<TorrentPhase> = new Set([
  'checking',
  'moving',
  'missing-files',
  'error',
  'unknown',
]);

export function phaseOf(rawState: string): TorrentPhase {
  return phases.get(rawState) ?? 'unknown';
}

/** How a torrent runs, as far as its state tells it. */
export function runModeOf(rawState: string): RunMode | null {
  if (rawState.startsWith('forced')) return 'forced';
  const phase = phaseOf(rawState);
  if (phase.startsWith('paused-')) return 'stopped';
  return hidesRunMode.has(phase) ? null : 'running';
}

export function isComplete(progress: number, phase: TorrentPhase): boolean {
  return progress === 1 && !uncertain.has(phase);
}
