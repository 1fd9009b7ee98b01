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
          buttons: [
            { label: 'Run now', runs: 'run', input: { job }, style: 'primary' },
            { label: 'Its runs', runs: 'history', input: { job }, style: 'default' },
          ],
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

/** What a step of the outbox was for, by its topic; any other is called by its own name. */
const steps: Readonly<Record<string, { what: string; youCan: string }>> = {
  grab: {
    what: 'a download could not be handed over',
    youCan: 'type "queue" and try that download again',
  },
  alert: { what: 'an alert could not be posted', youCan: 'type "status": it names what is wrong' },
  card: { what: 'a card could not be shown', youCan: 'type "queue": what it asks can be typed' },
};

export function messageGivenUp(topic: string, reason: string): Words {
  const { what, youCan } = steps[topic] ?? {
    what: `the step "${topic}" could not be done`,
    youCan: 'type "status"; the log of the program tells more',
  };
  return {
    kind: 'message-dead',
    severity: 'critical',
    reply: {
      title: `Gave up: ${what}`,
      tone: 'danger',
      blocks: [
        fields({ What: reason, Did: 'tried again and again, then stopped', 'You can': youCan }),
      ],
    },
  };
}
