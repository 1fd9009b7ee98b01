import { counted } from '../../command/counted.ts';
import { type Button, fields } from '../../command/reply.ts';
import type { Words } from './words.ts';

type Unsatisfied = {
  level: 'near' | 'full';
  /** Null when the tracker refused without a reading that explains it. */
  known: { count: number; limit: number } | null;
  reserve: number;
};

const showSeeding: Button = {
  label: 'Show seeding',
  runs: 'seeding',
  input: { show: 'owed' },
  style: 'primary',
};

/** Free torrents count like any other, so this stops everything. */
export function unsatisfiedNearLimit({ level, known, reserve }: Unsatisfied): Words {
  const count = known ? `${known.count} of ${known.limit} torrents` : 'too many torrents';
  const isFull = level === 'full';
  return {
    kind: 'unsatisfied-near-limit',
    severity: 'warning',
    reply: {
      title: isFull ? 'No more torrents for now' : 'Many torrents owe seed time',
      tone: 'warning',
      blocks: [
        fields({
          What: known
            ? `${count} still owe the tracker seed time; at ${known.limit} it lets nobody begin another one`
            : `the tracker refused a torrent, because ${count} still owe it seed time`,
          Did: isFull
            ? `holds every grab, free ones too, and keeps ${reserve} places free; nothing approved is lost`
            : 'goes on grabbing until only the reserve is left',
          'You can': 'let everything seed; it goes on by itself as torrents reach their 72 hours',
        }),
        { kind: 'buttons', buttons: [showSeeding] },
      ],
    },
  };
}

type Stalled = { id: number; title: string; author: string };

export function downloadStalled(
  { id: download, title, author }: Stalled,
  facts: { since: Date; seeders: number | null; canReplace: boolean },
): Words {
  const { since, seeders, canReplace } = facts;
  const others = seeders === null ? '' : `; the tracker counts ${counted(seeders, 'seeder')}`;
  const next: Button = {
    label: 'Next release',
    runs: 'retry',
    input: { download, other: true },
    style: 'primary',
  };
  return {
    kind: 'download-stalled',
    severity: 'warning',
    reply: {
      title: `Nothing arrives: ${title}`,
      tone: 'warning',
      blocks: [
        fields({
          What: `not a byte since ${since.toISOString().slice(0, 16).replace('T', ' ')} UTC${others}`,
          Did: 'asked the tracker for others who have it, and stopped and started the torrent',
          'You can': canReplace
            ? 'take the next best release, or wait; after a day without an answer it is proposed'
            : 'wait, or give it up',
          Author: author || null,
        }),
        {
          kind: 'buttons',
          buttons: [
            ...(canReplace ? [next] : []),
            { label: 'Keep', runs: 'retry', input: { download, keep: true }, style: 'default' },
            {
              label: 'Abandon',
              runs: 'cancel',
              input: { download, reason: 'nothing arrived' },
              style: 'danger',
            },
          ],
        },
      ],
    },
  };
}
