import type { KillableBot } from '../e2e/killable-bot.ts';
import type { Scene } from './scene.ts';

/** What the clock does in life: asks for a run of a job when none is asked for or under way. */
export function runAgain(job: string) {
  return async ({ rows }: Scene, bot: KillableBot): Promise<void> => {
    const open = await rows(
      `select 1 from tasks where task_name = '${job}' and status in ('requested', 'running')`,
    );
    if (open.length === 0) await bot.type('run', { job });
  };
}
