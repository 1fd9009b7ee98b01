import type { Reply } from '../command/reply.ts';
import { fields } from '../command/reply.ts';
import type { AlertDraft } from './raise.ts';

/** An alert says what happened, what the bot did and what a person can do; the caller adds the key. */
export type Words = Omit<AlertDraft, 'key'>;

type DownloadNews = {
  id: number;
  title: string;
  author: string;
  proposalId?: number | null | undefined;
};

export function downloadFailed(download: DownloadNews, reason: string): Words {
  return {
    kind: 'download-failed',
    severity: 'warning',
    reply: {
      title: `Download failed: ${download.title}`,
      tone: 'warning',
      blocks: [
        fields({
          What: reason,
          Did: 'blocked this release and looks for the next best',
          By: download.author,
        }),
        whyButton(download),
      ],
    },
  };
}

export function downloadAbandoned(download: DownloadNews, reason: string): Words {
  return {
    kind: 'download-abandoned',
    severity: 'critical',
    reply: {
      title: `Gave up: ${download.title}`,
      tone: 'danger',
      blocks: [
        fields({
          What: reason,
          Did: 'tried three releases, all failed; the book is no longer searched for',
          'You can': 'look at the releases yourself and request the book again',
        }),
        whyButton(download),
      ],
    },
  };
}

export function downloadStopped(download: DownloadNews, reason: string, nextStep: string): Words {
  return {
    kind: 'download-stopped',
    severity: 'warning',
    reply: {
      title: `Needs you: ${download.title}`,
      tone: 'warning',
      blocks: [
        fields({
          What: reason,
          Did: 'stopped here; nothing was changed or deleted',
          'You can': nextStep,
        }),
        {
          kind: 'buttons',
          buttons: [
            {
              label: 'Try again',
              runs: 'retry',
              input: { download: download.id },
              style: 'primary',
            },
            {
              label: 'Give it up',
              runs: 'cancel',
              input: { download: download.id },
              style: 'danger',
            },
          ],
        },
      ],
    },
  };
}

export function bookShelved(
  download: DownloadNews,
  story: readonly string[],
  facts: { path: string; narrator: string | null; isSeenByLibrary: boolean },
): Words {
  const reply: Reply = {
    title: `On the shelf: ${download.title}`,
    tone: 'ok',
    blocks: [
      fields({ By: download.author, 'Read by': facts.narrator, Where: facts.path }),
      { kind: 'list', items: story.map((text) => ({ text })) },
    ],
  };
  if (!facts.isSeenByLibrary) {
    reply.tone = 'warning';
    reply.blocks.push(
      { kind: 'text', text: 'Imported, but Audiobookshelf does not show it yet.' },
      {
        kind: 'buttons',
        buttons: [
          { label: 'Scan again', runs: 'run', input: { job: 'library-scan' }, style: 'primary' },
        ],
      },
    );
  }
  return { kind: 'imported', severity: 'info', reply };
}

export function sessionLost(reason: string): Words {
  return {
    kind: 'session-lost',
    severity: 'critical',
    reply: {
      title: 'The tracker refused our session',
      tone: 'danger',
      blocks: [
        fields({
          What: reason,
          Did: 'stopped all requests to the tracker; nothing approved is lost, it waits',
          'You can': 'make a new session in the site preferences (Security) and put it into MAM_ID',
        }),
      ],
    },
  };
}

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

export function firstScan(
  gaps: number,
  series: { id: number; name: string; missing: number }[],
): Words {
  return {
    kind: 'first-scan',
    severity: 'info',
    reply: {
      title: `${gaps} gaps in ${series.length} series`,
      tone: 'info',
      blocks: [
        { kind: 'text', text: 'Nothing is proposed until you say so. Where shall I start?' },
        {
          kind: 'buttons',
          buttons: [
            {
              label: 'Start with the best 10',
              runs: 'series',
              input: { series: 'all', monitor: 'all' },
              style: 'primary',
            },
            {
              label: 'Not now',
              runs: 'series',
              input: { series: 'all', monitor: 'none' },
              style: 'default',
            },
          ],
        },
        {
          kind: 'select',
          select: {
            label: 'Choose a series',
            runs: 'series',
            input: { monitor: 'all' },
            field: 'series',
            options: series.slice(0, 25).map((one) => ({
              label: `${one.name} (${one.missing} missing)`,
              value: String(one.id),
            })),
          },
        },
      ],
    },
  };
}

function whyButton(download: DownloadNews): Reply['blocks'][number] {
  const input = { proposal: download.proposalId ?? 0 };
  return {
    kind: 'buttons',
    buttons: download.proposalId ? [{ label: 'Why', runs: 'why', input, style: 'default' }] : [],
  };
}
