import type { Button, Reply } from '../../command/reply.ts';
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
          Author: download.author,
        }),
        whyButton(download),
      ],
    },
  };
}

export function downloadAbandoned(
  download: DownloadNews,
  { reason, buttons }: { reason: string; buttons: Button[] },
): Words {
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
          'You can': 'look at the releases yourself, or let the search begin anew',
        }),
        { kind: 'buttons', buttons },
      ],
    },
  };
}

export function downloadStopped(
  download: DownloadNews,
  { reason, nextStep, buttons }: { reason: string; nextStep: string; buttons: Button[] },
): Words {
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
          'Next step': nextStep,
        }),
        { kind: 'buttons', buttons },
      ],
    },
  };
}

export function folderTaken(download: DownloadNews, place: string): Words {
  return {
    kind: 'folder-taken',
    severity: 'warning',
    reply: {
      title: `Two books of one name: ${download.title}`,
      tone: 'warning',
      blocks: [
        fields({
          What: 'another book already had the folder that this one should get',
          Did: `put this one into ${place}; the other one was not touched`,
          'You can':
            'look at both in Audiobookshelf and correct the title of the one that is wrong',
        }),
        whyButton(download),
      ],
    },
  };
}

export function bookShelved(
  download: DownloadNews,
  story: readonly string[],
  facts: { path: string; narrator: string | null; isSeenByLibrary: boolean; hasRelease: boolean },
): Words {
  const reply: Reply = {
    title: `On the shelf: ${download.title}`,
    tone: 'ok',
    blocks: [
      fields({ Author: download.author, Narrator: facts.narrator, Where: facts.path }),
      { kind: 'list', items: story.map((text) => ({ text })) },
    ],
  };
  if (!facts.isSeenByLibrary) {
    reply.tone = 'warning';
    const text = 'Imported, but Audiobookshelf does not show it yet.';
    reply.blocks.push({ kind: 'text', text });
  }
  reply.blocks.push({ kind: 'buttons', buttons: shelvedButtons(download, facts) });
  return { kind: 'imported', severity: 'info', reply };
}

function shelvedButtons(
  { id: download }: DownloadNews,
  { isSeenByLibrary, hasRelease }: { isSeenByLibrary: boolean; hasRelease: boolean },
): Button[] {
  const scan = { label: 'Scan again', input: { download }, style: 'primary' } as const;
  const block = {
    label: 'Block this release',
    input: { download, other: true },
    style: 'default',
  } as const;
  const fitting = [...(isSeenByLibrary ? [] : [scan]), ...(hasRelease ? [block] : [])];
  return fitting.map((button) => ({ ...button, runs: 'retry' }));
}

function whyButton(download: DownloadNews): Reply['blocks'][number] {
  const input = { proposal: download.proposalId ?? 0 };
  return {
    kind: 'buttons',
    buttons: download.proposalId ? [{ label: 'Why', runs: 'why', input, style: 'default' }] : [],
  };
}
