import { ratioText } from '../account/ratio.ts';
import { spanText } from '../account/words.ts';
import { type Block, type Button, fields, type ListItem, type Reply } from '../command/reply.ts';
import { isKnown, sparkline } from '../command/sparkline.ts';
import { timeText } from '../command/time-text.ts';
import { boardTitle } from './keep.ts';
import type { OnItsWay } from './on-its-way.ts';
import type { AccountFigures, BoardFigures } from './read.ts';

const problemsShown = 6;
const memoryStepMb = 50;

/** The board. Figures that waver are rounded, so that it changes only when something happened. */
export function showBoard(board: BoardFigures): Reply {
  const { problems } = board;
  return {
    title: boardTitle,
    tone: toneOf(problems),
    blocks: [
      fields({ ...accountFields(board.account), ...workFields(board), ...machineFields(board) }),
      ...listOf('On its way', board.onItsWay.map(wayItem)),
      ...listOf('Problems', problemItems(board)),
      { kind: 'buttons', buttons },
    ],
  };
}

const buttons: Button[] = [
  { label: 'Status', runs: 'status', input: {}, style: 'default' },
  { label: 'Queue', runs: 'queue', input: {}, style: 'default' },
];

function accountFields(account: AccountFigures | null): Record<string, string> {
  if (!account) return {};
  const { isFresh, vipUntil, vipDaysLeft, points, pointsPerHour, ratio, ratios } = account;
  if (!isFresh) return { VIP: 'unknown', Ratio: 'unknown', Points: 'unknown' };
  const rate = pointsPerHour === null ? '' : ` (${pointsPerHour.toFixed(1)} an hour)`;
  return {
    VIP: vipText(vipUntil, vipDaysLeft),
    Ratio: [ratioText(ratio), sparkOf(ratios)].join(' ').trim(),
    Points: points === null ? 'unknown' : `${points.toLocaleString('en')}${rate}`,
  };
}

function vipText(until: Date | null, daysLeft: number | null): string {
  if (!until || daysLeft === null) return 'no end known';
  if (daysLeft <= 0) return 'over';
  return `${spanText(Math.max(120, daysLeft * 1440))} left`;
}

function sparkOf(values: readonly (number | null)[]): string {
  const known = values.filter((one): one is number => isKnown(one));
  if (known.length < 2) return '';
  return sparkline(
    values.map((one) => (isKnown(one) ? one : null)),
    Math.min(...known),
    Math.max(...known),
  );
}

function workFields({ events, library, queue, seeding, rulebook, timeZone }: BoardFigures) {
  const { counts, owedHours, lookedAt } = seeding;
  const owed =
    counts.owed > 0
      ? `, ${counts.owed} ${counts.owed === 1 ? 'owes' : 'owe'} ${Math.ceil(owedHours)} hours`
      : '';
  const ends = (end: Date | null) => (end ? ` until ${timeText(end, timeZone)}` : '');
  return {
    Library: `${library.books} books, ${library.missing} missing`,
    Queue: `${queue.total} (${queue.openProposals} ask you), ${queue.wanted} more wanted`,
    Seeding: lookedAt ? `${counts.seeding} of ${counts.torrents} torrents${owed}` : 'unknown',
    Events:
      events.events.map(({ type, end }) => `${type}${ends(end)}`).join(', ') ||
      (events.lastLook ? 'none' : 'unknown'),
    Rules: rulebook
      ? `version ${rulebook.version} since ${timeText(rulebook.since, timeZone)}`
      : 'none imported',
  };
}

function machineFields({ nextJobs, freeBytes, memoryBytes, timeZone }: BoardFigures) {
  const next = nextJobs.map(({ name, at }) => `${name} ${timeText(at, timeZone)}`);
  return {
    'Next jobs': next.length > 0 ? next.join(' · ') : null,
    'Free space': freeBytes === null ? null : `${Math.floor(freeBytes / 1024 ** 3)} GB`,
    Memory: `about ${Math.ceil(memoryBytes / 1024 ** 2 / memoryStepMb) * memoryStepMb} MB`,
  };
}

function wayItem({ title, author, status, progress, ...release }: OnItsWay): ListItem {
  const percent = Math.floor(progress * 20) * 5;
  const parts = [
    status === 'downloading' ? `downloading ${percent} %` : status,
    release.format?.toUpperCase(),
    release.bitrateKbps === null ? null : `${release.bitrateKbps} kbps`,
    release.edition,
  ];
  return {
    text: author ? `${title} by ${author}` : title,
    detail: parts.filter(Boolean).join(' · '),
  };
}

/** What is wrong with the ratio names figures. */
function problemItems({ problems, account }: BoardFigures): ListItem[] {
  const items = problems.map(({ area, text, hint }) =>
    account || area !== 'ratio'
      ? { text: `${area}: ${text}`, detail: hint }
      : { text: `${area}: "status" tells` },
  );
  const left = items.length - problemsShown;
  return left > 0
    ? [...items.slice(0, problemsShown), { text: `… and ${left} more: "status"` }]
    : items;
}

function listOf(title: string, items: ListItem[]): Block[] {
  return items.length > 0 ? [{ kind: 'list', title, items }] : [];
}

function toneOf(problems: BoardFigures['problems']): Reply['tone'] {
  if (problems.some(({ severity }) => severity === 'critical')) return 'danger';
  return problems.length > 0 ? 'warning' : 'ok';
}
