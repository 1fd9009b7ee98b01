import type { Reply } from '../../command/reply.ts';
import { fields } from '../../command/reply.ts';
import type { Words } from './words.ts';

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

function whyButton(download: DownloadNews): Reply['blocks'][number] {
  const input = { proposal: download.proposalId ?? 0 };
  return {
    kind: 'buttons',
    buttons: download.proposalId ? [{ label: 'Why', runs: 'why', input, style: 'default' }] : [],
  };
}
