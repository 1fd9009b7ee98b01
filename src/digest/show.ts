import { ratioText } from '../account/ratio.ts';
import { type Block, fields, type ListItem, type Reply } from '../command/reply.ts';
import type { AccountMoment, Digest } from './read.ts';

const mostListed = 12;
const dayMs = 86_400_000;

/** A time in one card: what came, what did not, and how the account stands. */
export function showDigest(digest: Digest): Reply {
  const days = Math.round((digest.to.getTime() - digest.from.getTime()) / dayMs);
  const needsSomebody = digest.stopped.length + digest.failingJobs.length > 0;
  const lists: (Block | null)[] = [
    listed('On the shelf', digest.shelved.map(named)),
    listed(
      'Did not work',
      digest.failed.map((one) => ({ ...named(one), detail: one.reason ?? '' })),
    ),
    listed('Needs you', digest.stopped.map(stoppedItem)),
    listed(
      'Jobs that fail',
      digest.failingJobs.map((name) => ({ text: name })),
    ),
    listed('Bought', digest.purchases.map(purchaseItem)),
    listed(
      'Events',
      digest.events.map(({ kind, description }) => ({ text: kind, detail: description })),
    ),
  ];
  return {
    title: days === 1 ? 'The last 24 hours' : `The last ${days} days`,
    tone: needsSomebody ? 'warning' : 'info',
    blocks: [
      fields({ ...bookFigures(digest), ...accountFigures(digest) }),
      ...lists.filter((block) => block !== null),
    ],
  };
}

function bookFigures(digest: Digest): Record<string, string | null> {
  const { addedBooks, newGaps, decisions, openProposals } = digest;
  const { proposed, approved, rejected, expired } = decisions;
  const parts = [
    `${proposed} proposed`,
    approved > 0 && `${approved} approved`,
    rejected > 0 && `${rejected} rejected`,
    expired > 0 && `${expired} expired`,
    openProposals > 0 && `${openProposals} open`,
  ];
  const total = proposed + approved + rejected + expired + openProposals;
  return {
    'Added to the library': addedBooks > 0 ? String(addedBooks) : null,
    'New gaps': newGaps > 0 ? String(newGaps) : null,
    Proposals: total > 0 ? parts.filter((part) => part !== false).join(', ') : null,
  };
}

/** Changes need a reading from before and one from now. */
function accountFigures({ account: { start, end }, to }: Digest): Record<string, string | null> {
  if (!end) return { Account: 'not read yet' };
  const uploaded = start && end.uploadedBytes - start.uploadedBytes;
  const downloaded = start && end.downloadedBytes - start.downloadedBytes;
  return {
    Ratio: changed(start, end, ({ ratio }) => ratioText(ratio)),
    Points: changed(start, end, ({ points }) =>
      points === null ? 'unknown' : points.toLocaleString('en'),
    ),
    Traffic:
      uploaded === null || downloaded === null
        ? null
        : `${gb(uploaded)} up, ${gb(downloaded)} down`,
    VIP: vipText(end, to),
  };
}

function changed(
  start: AccountMoment | null,
  end: AccountMoment,
  text: (moment: AccountMoment) => string,
): string {
  const now = text(end);
  const before = start && text(start);
  return before === null || before === now ? now : `${before} → ${now}`;
}

function vipText({ vipUntil }: AccountMoment, now: Date): string | null {
  if (!vipUntil) return null;
  const days = Math.floor((vipUntil.getTime() - now.getTime()) / dayMs);
  return days < 0 ? 'over' : `${days} days`;
}

function listed(title: string, items: ListItem[]): Block | null {
  if (items.length === 0) return null;
  const left = items.length - mostListed;
  const more = left > 0 ? [{ text: `… and ${left} more` }] : [];
  return { kind: 'list', title, items: [...items.slice(0, mostListed), ...more] };
}

function named({ title, author }: { title: string; author: string }): ListItem {
  return { text: author ? `${title} by ${author}` : title };
}

function stoppedItem(one: Digest['stopped'][number]): ListItem {
  return {
    ...named(one),
    buttons: [{ label: 'Try again', runs: 'retry', input: { download: one.id }, style: 'primary' }],
  };
}

function purchaseItem({ kind, amount, costPoints }: Digest['purchases'][number]): ListItem {
  const units = { vip: 'weeks of VIP', upload: 'GB of upload credit', wedge: 'wedges' };
  const unit = units[kind as keyof typeof units] ?? kind;
  const cost = costPoints ? `${costPoints.toLocaleString('en')} points` : '';
  return { text: `${amount} ${unit}`, detail: cost };
}

function gb(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`;
}
