import { ExternalError } from '../../errors.ts';
import { type HttpAnswer, parseJson } from '../http.ts';
import { isNothingReturned } from './body.ts';
import type { Quote } from './faults.ts';
import { bonusHistory, purchaseAnswer } from './schema.ts';

/** What the bonus store said; anything that is neither is thrown, because it may have counted. */
export type PurchaseAnswer = { kind: 'bought' } | { kind: 'refused'; reason: string };

/** One line of the member's bonus history: gifts and wedges, not what the store sold. */
export type BonusEntry = { at: Date; type: string; amount: number; trackerId: number | null };

/** Refusals come with status 200 and a text that is made for people. */
export function readPurchase(answer: HttpAnswer, quote: Quote): PurchaseAnswer {
  const { data } = purchaseAnswer.safeParse(parseJson('tracker', answer));
  if (!data) {
    const text = 'tracker answered a purchase in a form that says neither yes nor no';
    throw new ExternalError('tracker', 'unexpected', text);
  }
  if (data.success) return { kind: 'bought' };
  return { kind: 'refused', reason: quote(data.error ?? '') || 'the site gave no reason' };
}

/** The history, the newest first as the site has it; throws `unexpected` when a line cannot be read. */
export function readBonusHistory(answer: HttpAnswer): BonusEntry[] {
  const json = parseJson('tracker', answer);
  if (isNothingReturned(json)) return [];
  const { data } = bonusHistory.safeParse(json);
  if (!data) {
    throw new ExternalError('tracker', 'unexpected', 'tracker sent an unreadable bonus history');
  }
  return data.map(({ timestamp, type, amount, tid }) => ({
    at: new Date(timestamp * 1000),
    type,
    amount,
    trackerId: tid,
  }));
}
