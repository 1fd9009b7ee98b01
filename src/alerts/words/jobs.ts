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
        fields({
          What: reason,
          Did: 'tries again by itself: soon where the cause may pass, else at its next time',
          'You can': 'put right what it says and run it now',
        }),
        {
          kind: 'buttons',
          buttons: [
            { label: 'Run now', runs: 'run', input: { job }, style: 'primary' },
            { label: 'Show runs', runs: 'history', input: { job }, style: 'default' },
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
const steps: Readonly<Record<string, { what: string; youCan: string; shows: 'queue' | 'status' }>> =
  {
    grab: {
      what: 'a download could not be handed over',
      youCan: 'put right what it says and try again, or take another one from the queue',
      shows: 'queue',
    },
    alert: {
      what: 'an alert could not be posted',
      youCan: 'put right what it says, which the status may explain, and try again',
      shows: 'status',
    },
    'gathered-alerts': {
      what: 'alerts that had waited could not be posted',
      youCan: 'put right what it says, which the status may explain, and try again',
      shows: 'status',
    },
    card: {
      what: 'a card could not be shown',
      youCan: 'try again, or find in the queue what it asks and type the answer',
      shows: 'queue',
    },
    story: {
      what: 'the thread below a card could not be kept up to date',
      youCan: 'put right what it says and try again, or follow the download in the queue',
      shows: 'queue',
    },
  };

export function messageGivenUp(message: { id: string; topic: string }, reason: string): Words {
  const { what, youCan, shows } = steps[message.topic] ?? {
    what: `the step "${message.topic}" could not be done`,
    youCan: 'put right what it says and try again; the log of the program tells more',
    shows: 'status' as const,
  };
  return {
    kind: 'message-dead',
    severity: 'critical',
    reply: {
      title: `Gave up: ${what}`,
      tone: 'danger',
      blocks: [
        fields({ What: reason, Did: 'tried again and again, then stopped', 'You can': youCan }),
        {
          kind: 'buttons',
          buttons: [
            {
              label: 'Try again',
              runs: 'again',
              input: { message: Number(message.id) },
              style: 'primary',
            },
            { label: `Show ${shows}`, runs: shows, input: {}, style: 'default' },
          ],
        },
      ],
    },
  };
}
