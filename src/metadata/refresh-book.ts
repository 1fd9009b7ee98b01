import type { EntityManager } from '@mikro-orm/postgresql';
import type { Audiobookshelf, LibraryItem } from '../clients/audiobookshelf/index.ts';
import { closeCollected } from './batches.ts';
import { collectChanges } from './collect-changes.ts';
import { pastChanges } from './corrections.ts';
import { readEvidence } from './evidence.ts';
import type { Evidence } from './facts.ts';
import { isFreshlyEdited } from './fresh-edit.ts';
import { type HeldValues, heldValues } from './held-values.ts';
import { noteRecord } from './note-record.ts';
import { type Plan, type PlanMode, planChanges } from './plan-changes.ts';
import type { Judgement } from './record.ts';

/** Where the record of a book comes from. */
export type Sources = {
  /** Records as evidence what others say of the book now; `silent` are those who could not be asked. */
  ask: (em: EntityManager, book: { id: number; item: LibraryItem }, now: Date) => Promise<Asked>;
  /** What is held to be true, by all that is known and by what the library holds. */
  decide: (evidence: readonly Evidence[], held: HeldValues) => Omit<Judgement, 'missing'>;
};
export type Silent = { provider: string; reason: string };
/** `unread`: what of the book itself could not be looked at, such as its files. */
export type Asked = {
  asked: readonly unknown[];
  silent: readonly Silent[];
  unread?: readonly Silent[];
};

export type RefreshOptions = {
  /** Names the run over its tries: `drift:412`. */
  run: string;
  /** What its batches are called. */
  title: string;
  by: string;
  mode: PlanMode;
  /** Also what a person edited within a day. */
  force: boolean;
  /** Tells what would be done. */
  isDryRun: boolean;
  platforms: readonly string[];
};

export type BookOutcome =
  | { kind: 'gone' }
  | { kind: 'edited' }
  | { kind: 'failed'; reason: string }
  | {
      kind: 'planned';
      plan: Plan;
      completeness: number;
      silent: readonly Silent[];
      unread: readonly Silent[];
      heard: number;
    };

type BookRow = { id: number; absId: string; writtenAt: Date | null };

/** Looks at one book: asks, decides, compares, and commits what follows together with the mark that it was looked at. */
export async function refreshBook(
  em: EntityManager,
  audiobookshelf: Audiobookshelf,
  sources: Sources,
  book: BookRow,
  options: RefreshOptions & { now: Date },
): Promise<BookOutcome> {
  const item = await audiobookshelf.item(book.absId);
  if (!item || item.isMissing) return { kind: 'gone' };
  const { now } = options;
  if (!options.force && isFreshlyEdited(item, { writtenAt: book.writtenAt, now })) {
    return { kind: 'edited' };
  }
  const { asked, silent, unread = [] } = await sources.ask(em, { id: book.id, item }, now);
  const held = heldValues(item);
  const judged = sources.decide(await readEvidence(em, book.id), held);
  const past = await pastChanges(em, book.id);
  const plan = planChanges(judged.record, item, { mode: options.mode, past });
  if (!options.isDryRun) {
    await em.transactional(async (inner) => {
      await collectChanges(inner, book.id, plan.fills, { ...options, asks: false });
      await collectChanges(inner, book.id, plan.proposals, { ...options, asks: true });
      await noteRecord(inner, options.platforms, book.id, { judged, held }, now);
      if (options.mode !== 'fill') await noteComparison(inner, book.id, now);
      await closeCollected(inner, options.platforms, options.run, { onlyFull: true });
    });
  }
  return {
    kind: 'planned',
    plan,
    completeness: judged.completenessPercent,
    silent,
    unread,
    heard: asked.length,
  };
}

async function noteComparison(em: EntityManager, bookId: number, now: Date): Promise<void> {
  await em.execute('update books set last_drift_check = ? where id = ?', [now, bookId]);
}
