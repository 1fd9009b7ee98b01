import { type Block, type ListItem, type Reply, say } from '../command/reply.ts';
import { sizeText } from '../command/size-text.ts';
import { byHandRejections } from '../releases/by-hand.ts';
import { costText } from '../releases/cost.ts';
import type { ReleaseView } from '../releases/release-view.ts';
import { summaryOf } from '../releases/summary.ts';
import { rejectionText } from './card.ts';

export type ShownList = {
  rows: readonly ReleaseView[];
  total: number;
  offset: number;
  /** What kept a source from answering. */
  away: readonly string[];
  /** The missing book the releases are for; null in a free search. */
  missing: number | null;
  mayGrab: boolean;
  /** What the list is shorter for though nobody asked for it. */
  narrowed?: string | null;
};

/** A page of judged releases; who may decide gets a button beside each that can be had. */
export function showReleases(title: string, list: ShownList): Reply {
  const { rows, total, offset, away, narrowed } = list;
  const texts = [
    ...(narrowed ? [narrowed] : []),
    ...away.map((one) => `Not all were asked: ${one}.`),
  ];
  const without = texts.map((text): Block => ({ kind: 'text', text }));
  if (total === 0) {
    const nothing = say('Nothing found', 'There is no release that matches.');
    return { ...nothing, blocks: [...nothing.blocks, ...without] };
  }
  const end = offset + rows.length;
  const more: Block[] =
    end < total
      ? [{ kind: 'text', text: `${end} of ${total} shown; "offset:${end}" goes on.` }]
      : [];
  const items = rows.map((row) => itemOf(row, list));
  return {
    title: `${title}: ${total} ${total === 1 ? 'release' : 'releases'}`,
    tone: 'info',
    blocks: [{ kind: 'list', items }, ...more, ...without],
  };
}

function itemOf(row: ReleaseView, { missing, mayGrab }: ShownList): ListItem {
  const size = row.sizeBytes === null ? 'size unknown' : sizeText(row.sizeBytes);
  const text = `${row.title} · ${summaryOf({ release: row, costClass: null })} · ${size}`;
  const input = { release: row.release, ...(missing === null ? {} : { book: String(missing) }) };
  const label = row.rejections.length > 0 ? 'Grab anyway' : 'Grab it';
  const canGrab = mayGrab && byHandRejections(row.rejections).length === 0;
  const typed = canGrab ? [`"grab ${row.release}" takes it`] : [];
  return {
    text,
    detail: [priceText(row), ...verdictText(row), ...typed].join('; '),
    ...(canGrab ? { buttons: [{ label, runs: 'grab', input, style: 'default' }] } : {}),
  };
}

function priceText({ costClass, ratioAfter }: ReleaseView): string {
  if (costClass !== 'paid') return costText(costClass);
  return `paid, ratio after it ${ratioAfter?.toFixed(2) ?? 'unknown'}`;
}

function verdictText({ verdict, reasons, rejections, needsApproval, owned }: ReleaseView) {
  const asks = needsApproval.map((what) => `only with your word: ${what.replaceAll('-', ' ')}`);
  return [
    ...(verdict === 'chosen' ? ['the best one'] : []),
    ...reasons,
    ...asks,
    ...rejections.filter(({ rule }) => !owned || rule !== 'owned').map(rejectionText),
    ...(owned ? [`you have "${owned.title}", this is ${owned.verdict} (${owned.reason})`] : []),
  ];
}
