import { counted } from '../../command/counted.ts';
import { type Block, type Button, fields } from '../../command/reply.ts';
import type { Words } from './words.ts';

type Trouble = 'stopped' | 'files-gone' | 'error' | 'gone';
type Risk = {
  id: number;
  name: string;
  trouble: Trouble | null;
  seededHours: number;
  owedHours: number;
  deadline: Date | null;
  /** When it has to go on at the latest. */
  latestStart: Date | null;
};

const what: Record<Trouble, string> = {
  stopped: 'is complete, but stopped in qBittorrent',
  'files-gone': 'has lost its files',
  error: 'has an error in qBittorrent',
  gone: 'was removed from qBittorrent',
};

const showOwed: Button = {
  label: 'Show all that owe',
  runs: 'seeding',
  input: { show: 'owed' },
  style: 'default',
};

/** A torrent that owes the tracker seed time does not seed; with the button that puts it right. */
export function hitAndRunRisk(risk: Risk & { canAdd: boolean }): Words {
  const { name, trouble, owedHours, seededHours } = risk;
  const hours = `${seededHours.toFixed(0)} hours are seeded, ${Math.ceil(owedHours)} are still owed`;
  const buttons = [...fixButtons(risk), showOwed];
  return {
    kind: 'hit-and-run-risk',
    severity: 'warning',
    reply: {
      title: `Does not seed: ${name}`,
      tone: 'warning',
      blocks: [
        fields({
          What: `the torrent ${trouble ? what[trouble] : 'does not seed'}; ${hours}`,
          'In time until': timesText(risk),
          Did: 'nothing: what is done by hand in qBittorrent is not undone',
          'You can': wayOut(risk),
        }),
        { kind: 'buttons', buttons },
      ],
    },
  };
}

const mostNames = 10;

/** The same for so many that they have one cause. */
export function hitAndRunRisks(risks: readonly Risk[]): Words {
  const items = risks.slice(0, mostNames).map((risk) => ({
    text: risk.name,
    detail: `${risk.trouble ? what[risk.trouble] : 'does not seed'}, ${Math.ceil(risk.owedHours)} hours owed`,
  }));
  const more = risks.length - items.length;
  if (more > 0) items.push({ text: `… and ${more} more`, detail: '' });
  const starts = risks.flatMap(({ latestStart }) => latestStart ?? []);
  const first = starts.sort((a, b) => a.getTime() - b.getTime())[0];
  const list: Block = { kind: 'list', items };
  return {
    kind: 'hit-and-run-risk',
    severity: 'warning',
    reply: {
      title: `${risks.length} torrents that owe seed time do not seed`,
      tone: 'warning',
      blocks: [
        fields({
          'In time until': first ? `the first has to go on by ${utc(first)}` : null,
          Did: 'nothing: what is done by hand in qBittorrent is not undone',
          'You can': 'look whether qBittorrent has lost a folder or a disk, and start them there',
        }),
        list,
        { kind: 'buttons', buttons: [{ ...showOwed, style: 'primary' }] },
      ],
    },
  };
}

function fixButtons({ id: torrent, trouble, canAdd }: Risk & { canAdd: boolean }): Button[] {
  const fix = (label: string, action: string): Button[] => [
    { label, runs: 'seeding', input: { action, torrent }, style: 'primary' },
  ];
  if (trouble === 'stopped') return fix('Start again', 'start');
  if (trouble === 'gone') return canAdd ? fix('Add again', 'add') : [];
  return fix('Recheck', 'recheck');
}

function wayOut({ trouble, canAdd }: Risk & { canAdd: boolean }): string {
  if (trouble === 'stopped') return 'start it again';
  if (trouble === 'gone' && canAdd) return 'add it again, with the files where they lie';
  if (trouble === 'gone') return 'add it in qBittorrent again, with the files where they lie';
  return 'bring the files back if they moved, and let qBittorrent check them';
}

function timesText({ deadline, latestStart }: Risk): string | null {
  if (!deadline || !latestStart) return null;
  return `${utc(latestStart)}, to have the hours by ${utc(deadline)}`;
}

/** The tracker took a torrent off, so that nothing is owed or earned with it any more. */
export function torrentUnregistered(
  { id: torrent, name }: { id: number; name: string },
  facts: { text: string; replaceDownload: number | null; mayStop: boolean },
): Words {
  const { text, replaceDownload, mayStop } = facts;
  const buttons: Button[] =
    replaceDownload !== null
      ? [
          {
            label: 'Next release',
            runs: 'retry',
            input: { download: replaceDownload, other: true },
            style: 'primary',
          },
        ]
      : mayStop
        ? [
            {
              label: 'Stop it',
              runs: 'seeding',
              input: { action: 'stop', torrent },
              style: 'default',
            },
          ]
        : [];
  return {
    kind: 'torrent-unregistered',
    severity: 'warning',
    reply: {
      title: `No longer on the tracker: ${name}`,
      tone: 'warning',
      blocks: [
        fields({
          What: `the tracker answers "${text}": it has taken this torrent off, perhaps for a better one`,
          Did: 'left it in qBittorrent as it is; it neither owes hours nor earns points any more',
          'You can':
            replaceDownload === null
              ? 'leave it; the book on the shelf stays in any case'
              : 'take the next best release',
        }),
        ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
      ],
    },
  };
}

type Candidate = { torrent: number; name: string; sizeBytes: number | null; superior: string };

/** Torrents that do nobody any good any more, for a person to stop one by one. */
export function seedingReview(candidates: readonly Candidate[]): Words {
  const shown = candidates.slice(0, mostNames);
  const bytes = candidates.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  const more = candidates.length - shown.length;
  const gb = `${(bytes / 1024 ** 3).toFixed(1)} GB`;
  const isOne = candidates.length === 1;
  return {
    kind: 'seeding-review',
    severity: 'info',
    reply: {
      title: `${counted(candidates.length, 'torrent')} could stop seeding`,
      tone: 'info',
      blocks: [
        fields({
          What: `${isOne ? 'it' : 'each'} has its hours, earns next to nothing (estimated), sent nothing for 30 days, and a better edition of its book seeds; ${isOne ? gb : `together ${gb}`}`,
          Did: 'nothing: only you stop a torrent',
          'You can': `stop ${isOne ? 'it' : 'them one by one'}; the files and the book stay`,
        }),
        {
          kind: 'list',
          items: [
            ...shown.map(({ torrent, name, superior }) => ({
              text: name,
              detail: `better: ${superior}`,
              buttons: [
                {
                  label: 'Stop',
                  runs: 'seeding',
                  input: { action: 'stop', torrent },
                  style: 'default' as const,
                },
              ],
            })),
            ...(more > 0 ? [{ text: `… and ${more} more: "seeding show:idle"` }] : []),
          ],
        },
      ],
    },
  };
}

function utc(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
