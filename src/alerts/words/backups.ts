import { type Block, fields } from '../../command/reply.ts';
import type { Words } from './words.ts';

const backUpNow: Block = {
  kind: 'buttons',
  buttons: [{ label: 'Back up now', runs: 'run', input: { job: 'backup' }, style: 'primary' }],
};

export function backupFailed(reason: string): Words {
  return {
    kind: 'backup-failed',
    severity: 'warning',
    reply: {
      title: 'The backup failed',
      tone: 'warning',
      blocks: [
        fields({
          What: reason,
          Did: 'kept the earlier backups; the next one is made at its time',
          'You can': 'put right what it says and make one now',
        }),
        backUpNow,
      ],
    },
  };
}

/** `madeAt` is null when there never was one. */
export function backupOld(madeAt: Date | null): Words {
  const what = madeAt
    ? `the newest backup is from ${madeAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`
    : 'no backup was ever made';
  return {
    kind: 'backup-old',
    severity: 'warning',
    reply: {
      title: 'No backup for two days',
      tone: 'warning',
      blocks: [
        fields({
          What: what,
          Did: 'nothing more: the job "backup" did not run, or was paused',
          'You can': 'make one now; type "jobs" to see when the next one is due',
        }),
        backUpNow,
      ],
    },
  };
}
