import { type Block, fields, type ListItem, type Reply } from '../command/reply.ts';
import { costText } from '../releases/cost.ts';
import { rejectionText } from './card.ts';
import type { Explanation } from './explain.ts';

/** The story in the order in which it happened: chosen, refused, decided, what came of it. */
export function showExplanation({ book, card, refused, events, purchases }: Explanation): Reply {
  return {
    title: card ? `Why ${card.id}: ${book.title}` : `Why: ${book.title}`,
    tone: 'info',
    blocks: [
      card ? proposalFields(card) : bookFields(book),
      ...list('Chosen because', (card?.reasons ?? []).map(line)),
      ...list('Held back because', (card?.hold ?? []).map(rejectionText).map(line)),
      ...list('Also acceptable', alternativesOf(card)),
      ...list('Refused', refused.map(refusalOf)),
      ...list('Wedges', purchases.map(purchaseOf)),
      ...list(
        'What happened',
        events.map(({ status, detail }) => line(`${status}: ${detail}`)),
      ),
    ],
  };
}

function proposalFields(card: NonNullable<Explanation['card']>): Block {
  return fields({
    State: card.status,
    Release: card.release?.title,
    Cost: card.withWedge ? 'free by a wedge' : costText(card.costClass),
    'Decided by': card.decidedBy,
    Because: card.decisionReason,
    Notice: card.notice,
  });
}

function bookFields(book: Explanation['book']): Block {
  return fields({
    State: book.isWanted ? `${book.state}, wanted` : `${book.state}, not wanted`,
    'Last search': book.searchNote ?? 'not searched yet',
    'Searched again': dayOf(book.nextSearchAt),
    'Put aside until': dayOf(book.snoozedUntil),
  });
}

function alternativesOf(card: Explanation['card']): ListItem[] {
  return (card?.alternatives ?? []).map(({ releaseId, title, summary }) => ({
    text: `${releaseId}: ${title}`,
    detail: summary,
  }));
}

function refusalOf({ title, trackerId, rejections }: Explanation['refused'][number]): ListItem {
  return { text: `${title} (${trackerId})`, detail: rejections.map(rejectionText).join('; ') };
}

function purchaseOf(purchase: Explanation['purchases'][number]): ListItem {
  const { isSpent, status, actor, detail } = purchase;
  const outcome = isSpent === null ? status : isSpent ? 'spent' : 'not spent';
  return { text: `${outcome}, by the word of ${actor}`, ...(detail ? { detail } : {}) };
}

function list(title: string, items: ListItem[]): Block[] {
  if (items.length === 0) return [];
  return [{ kind: 'list', title, items }];
}

function line(text: string): ListItem {
  return { text };
}

function dayOf(date: Date | null): string | null {
  return date && date.toISOString().slice(0, 16).replace('T', ' ');
}
