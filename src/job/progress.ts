import type { JobProgress } from './task.entity.ts';

const gapMs = 1000;

/** Passes on the latest progress, at once and then at most once a second; `stop` drops what waits. */
export function paceProgress(
  write: (progress: JobProgress) => Promise<void>,
  onFault: (error: unknown) => void,
): { show: (progress: JobProgress) => Promise<void>; stop: () => void } {
  let latest: JobProgress | undefined;
  let gap: NodeJS.Timeout | undefined;

  async function pass(): Promise<void> {
    const progress = latest;
    latest = undefined;
    gap = undefined;
    if (!progress) return;
    gap = setTimeout(() => void pass(), gapMs);
    await write(progress).catch(onFault);
  }

  return {
    show: async (progress) => {
      latest = progress;
      if (!gap) await pass();
    },
    stop: () => {
      clearTimeout(gap);
    },
  };
}
