import type { Workspace } from './workspace.ts';

/** What `probe` finds, looked for again after every change; throws after `timeoutMs`. */
export function until<T>(
  workspace: Workspace,
  probe: () => T | null | undefined | false,
  what: string,
  timeoutMs = 15_000,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      workspace.watchers.delete(look);
    };
    const look = () => {
      const found = probe();
      if (found === null || found === undefined || found === false) return;
      stop();
      resolve(found);
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`waited ${timeoutMs} ms for ${what}`));
    }, timeoutMs);
    workspace.watchers.add(look);
    look();
  });
}
