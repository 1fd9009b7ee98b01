import { spawnSync } from 'node:child_process';

/**
 * Whether a real program can be run; tests that need it are skipped without, and the reason is
 * printed. Where the tests must be complete (CI) its absence is an error.
 */
export function isInstalled(program: string, versionFlag: string, needed: string): boolean {
  if (spawnSync(program, [versionFlag]).status === 0) return true;
  const reason = `${program}, which ${needed} need, is not installed`;
  if (process.env['CI']) throw new Error(reason);
  console.warn(reason);
  return false;
}
