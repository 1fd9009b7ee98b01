import { type Block, type Button, fields, type Reply, type Tone } from '../command/reply.ts';
import { durationText } from '../command/duration-text.ts';
import { sizeText } from '../command/size-text.ts';
import { stopButtons, type StopReason } from '../downloads/stops.ts';
import { costText } from '../releases/cost.ts';
import type { Rejection } from '../releases/facts.ts';
import type { StoredFacts } from '../releases/release.entity.ts';
import type { Alternative, Figures } from './proposal.entity.ts';
import { comparisonOf, type OwnedFacts } from './compare-editions.ts';
import { rejectReasons, snoozeDays } from './reject-reasons.ts';

type Facts = Omit<StoredFacts, 'addedAt' | 'cost'>;

/** All that a proposal's card shows. */
export type CardData = {
  id: number;
  status: string;
  /** What changed since it was shown first. */
  notice?: string | null;
  withWedge?: boolean;
  book: { title: string; author: string; series: string | null; position: string | null };
  /** Names the picture of its cover; null while there is none. */
  cover: string | null;
  /** The edition on the shelf that this one would replace. */
  replaces?: OwnedFacts | null;
  release: Facts | null;
  costClass: string | null;
  reasons: readonly string[];
  alternatives: readonly Alternative[];
  figures: Figures;
  hold: readonly Rejection[];
  decidedBy: string | null;
  decisionReason: string | null;
  download: {
    id: number;
    status: string;
    detail: string | null;
    nextStep: string | null;
    stopReason: StopReason | null;
    progress: number;
  } | null;
};

/** The card of a proposal in its present state, with buttons only while they do something. */
export function proposalCard(card: CardData): Reply {
  const { book } = card;
  const place = book.series ? `${book.series}${book.position ? ` #${book.position}` : ''}` : null;
  return {
    title: `${card.id}: ${book.title}${place ? ` (${place})` : ''}`,
    tone: toneOf(card),
    blocks: [
      ...(card.notice && card.status === 'open' ? [textOf(card.notice)] : []),
      textOf(statusLine(card)),
      ...coverOf(card),
      isUndecided(card) ? releaseFields(card) : bookFields(card),
      ...(isUndecided(card) ? comparisonOf(card) : []),
      ...listOf('Held back because', card.hold.map(rejectionText)),
      ...listOf('Chosen because', isUndecided(card) ? card.reasons : []),
      ...progressOf(card),
      ...(card.status === 'open' ? [buttonsOf(card), ...alternativesOf(card)] : []),
      ...stoppedButtons(card),
    ],
  };
}

/** A rejection as a person reads it. */
export function rejectionText({ rule, got, want }: Rejection): string {
  return `${rule.replaceAll('-', ' ')}: ${got} (wanted: ${want})`;
}

/** What the steps are called on a card, where it differs from the stored state. */
const stepNames: Readonly<Record<string, string>> = {
  scanning: 'importing',
  completed: 'shelved',
};

function textOf(text: string): Block {
  return { kind: 'text', text };
}

function statusLine({ status, decidedBy, decisionReason, download, replaces }: CardData): string {
  if (status === 'approved') {
    const detail = download?.detail ? `: ${download.detail}` : '';
    const next = download?.status === 'failed' ? '; the next best release is looked for' : '';
    const state = download
      ? ` · ${stepNames[download.status] ?? download.status}${detail}${next}`
      : '';
    return `Approved by ${decidedBy ?? 'somebody'}${state}`;
  }
  if (status === 'rejected') {
    return `Rejected by ${decidedBy ?? 'somebody'}${decisionReason ? ` (${decisionReason})` : ''}`;
  }
  const lines: Record<string, string> = {
    open: replaces
      ? 'You have this book; here is a better edition. Shall I replace it?'
      : 'Missing from your library. Shall I get it?',
    waiting: 'Waits for a free place among the open proposals.',
    held: 'Held back for now; judged again on every run of the queue.',
    expired: 'Expired without an answer; the book stays wanted.',
    superseded: decisionReason ? `Withdrawn: ${decisionReason}.` : 'Replaced by a newer search.',
  };
  return lines[status] ?? status;
}

function isUndecided({ status }: CardData): boolean {
  return ['open', 'held', 'waiting'].includes(status);
}

/** Once it is decided, a card tells what becomes of the book; why it was chosen is told by `why`. */
function bookFields(card: CardData): Block {
  const { book, release, status } = card;
  const isComing = status === 'approved';
  return fields({
    Author: book.author,
    Narrator: release?.narrators.join(', ') || null,
    Size: isComing && release?.sizeBytes ? sizeText(release.sizeBytes) : null,
    Cost: isComing ? costOf(card) : null,
  });
}

function costOf({ withWedge, costClass }: CardData): string | null {
  return withWedge ? 'free by a wedge' : costText(costClass);
}

function coverOf({ cover, book }: CardData): Block[] {
  if (cover === null) return [];
  return [{ kind: 'image', ref: cover, alt: `Cover of ${book.title}`, size: 'small' }];
}

function releaseFields(card: CardData): Block {
  const { book, release, figures } = card;
  const { ratioNow, ratioAfter, unsatisfied, wedges } = figures;
  return fields({
    Author: book.author,
    Narrator: release?.narrators.join(', ') || null,
    Format: formatOf(release),
    Duration: release?.durationSeconds ? durationText(release.durationSeconds) : null,
    Size: release?.sizeBytes ? sizeText(release.sizeBytes) : null,
    Seeders: release?.seeders,
    Cost: costOf(card),
    Ratio:
      ratioNow === null ? null : `${ratioNow.toFixed(2)} → ${ratioAfter?.toFixed(2) ?? 'unknown'}`,
    Unsatisfied: unsatisfied ? `${unsatisfied.count} of ${unsatisfied.limit}` : null,
    Wedges: wedges,
  });
}

function formatOf(release: Facts | null): string | null {
  if (!release) return null;
  const bitrate = release.bitrateKbps === null ? 'bitrate unknown' : `${release.bitrateKbps} kbps`;
  const chapters = release.chapterCount ? `, ${release.chapterCount} chapters` : '';
  return `${(release.format ?? 'unknown').toUpperCase()}, ${bitrate}${chapters}`;
}

function listOf(title: string, items: readonly string[]): Block[] {
  if (items.length === 0) return [];
  return [{ kind: 'list', title, items: items.map((text) => ({ text })) }];
}

/** How far the download is, while it is under way. */
export function progressOf({ download }: CardData): Block[] {
  if (download?.status !== 'downloading') return [];
  const done = Math.floor(download.progress * 100);
  return [{ kind: 'progress', label: 'Download', done, total: 100 }];
}

function buttonsOf({ id, figures, hold }: CardData): Block {
  const input = { proposal: id };
  const why = { field: 'reason', label: 'Why not?', choices: rejectReasons };
  const howLong = { field: 'days', label: 'For how many days?', choices: snoozeDays };
  const snooze = { ...input, reason: 'not now' };
  const byWedge = { ...input, wedge: true };
  // What the ratio forbids can still be had for a wedge.
  const approve: Button = { label: 'Approve', runs: 'approve', input, style: 'primary' };
  const wedge: Button = {
    label: 'Approve with wedge',
    runs: 'approve',
    input: byWedge,
    style: 'default',
  };
  return {
    kind: 'buttons',
    buttons: [
      ...(hold.length === 0 ? [approve] : []),
      ...(figures.wedges ? [wedge] : []),
      { label: 'Reject', runs: 'reject', input, style: 'danger', asks: why },
      { label: 'Snooze', runs: 'reject', input: snooze, style: 'default', asks: howLong },
      { label: 'Why', runs: 'why', input, style: 'default' },
    ],
  };
}

function alternativesOf({ id, alternatives }: CardData): Block[] {
  if (alternatives.length === 0) return [];
  const options = alternatives.map(({ releaseId, title, summary }) => ({
    label: `${summary} · ${title}`,
    value: String(releaseId),
  }));
  const input = { proposal: id };
  const select = { label: 'Take another', runs: 'approve', input, field: 'release', options };
  return [{ kind: 'select', select }];
}

function stoppedButtons({ download, release }: CardData): Block[] {
  if (!download || !['stopped', 'abandoned'].includes(download.status)) return [];
  const { id, nextStep, stopReason } = download;
  return [
    ...listOf('Next step', nextStep ? [nextStep] : []),
    { kind: 'buttons', buttons: stopButtons(stopReason, { id, hasRelease: release !== null }) },
  ];
}

function toneOf({ status, download }: CardData): Tone {
  if (download?.status === 'completed') return 'ok';
  if (download && ['stopped', 'failed', 'abandoned'].includes(download.status)) return 'danger';
  return status === 'held' ? 'warning' : 'info';
}
