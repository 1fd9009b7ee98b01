import { fields } from '../../command/reply.ts';
import type { Words } from './words.ts';

export function jobFailing(job: string, reason: string): Words {
  return {
    kind: 'job-failed',
    severity: 'warning',
    reply: {
      title: `Job failed: ${job}`,
      tone: 'warning',
      blocks: [
        fields({ What: reason, Did: 'tries again by itself when the cause may pass' }),
        {
          kind: 'buttons',
          buttons: [{ label: 'Run now', runs: 'run', input: { job }, style: 'primary' }],
        },
      ],
    },
  };
}

export function jobRecovered(job: string): Words {
  return {
    kind: 'job-recovered',
    severity: 'info',
    reply: {
      title: `Job works again: ${job}`,
      tone: 'ok',
      blocks: [{ kind: 'text', text: 'Its last run ended well.' }],
    },
  };
}

export function messageGivenUp(topic: string, reason: string): Words {
  return {
    kind: 'message-dead',
    severity: 'critical',
    reply: {
      title: `Gave up on: ${topic}`,
      tone: 'danger',
      blocks: [
        fields({
          What: reason,
          Did: 'stopped trying',
          'You can': 'look at status and retry the download',
        }),
      ],
    },
  };
}
