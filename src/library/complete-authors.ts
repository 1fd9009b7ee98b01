import type { EntityManager } from '@mikro-orm/postgresql';
import type { Audible, AudibleProduct } from '../clients/audible/index.ts';
import type { Hardcover } from '../clients/hardcover/index.ts';
import { ExternalError } from '../errors.ts';
import type { CompletionOptions } from './complete.ts';
import {
  type Author,
  authorsToCompare,
  listedAuthorsOf,
  saveAuthorEntries,
} from './author-rows.ts';
import { writersOf } from './authors.ts';
import { isOlder, usualListAgeDays } from './list-age.ts';
import { readAuthorOpinion } from './opinion-books.ts';
import { recordAuthorGaps } from './record-author-gaps.ts';
import { openSecondOpinion, type OpinionReport } from './second-opinion.ts';

export type AuthorCompletionReport = {
  authors: number;
  asked: number;
  unknown: { author: string; reason: string }[];
  missing: number;
  announced: number;
  unsure: number;
  found: number;
  queued: number;
  /** How many products were left out of all lists, by reason. */
  excluded: Record<string, number>;
  opinion: OpinionReport;
};

type Outcome =
  | { kind: 'read'; products: AudibleProduct[]; problem: string | null }
  | { kind: 'unread'; reason: string };

/**
 * Compares what the catalogue lists of every author of the library with the shelf and stores the gaps.
 * Unknown and old lists are asked for first; each author is committed by itself, so a run that is cut
 * off goes on where it was.
 */
export async function completeAuthors(
  em: EntityManager,
  { audible, hardcover }: { audible: Audible; hardcover: Hardcover | null },
  { policy, now, holdsNew, signal, listAgeDays = usualListAgeDays, onStep }: CompletionOptions,
): Promise<AuthorCompletionReport> {
  const opinion = openSecondOpinion(hardcover, { now, listAgeDays });
  const report = emptyReport(opinion.report);
  const all = (await authorsToCompare(em)).filter(({ name }) => writersOf([name]).length > 0);
  for (const [index, author] of all.entries()) {
    if (signal.aborted) break;
    await onStep(index, all.length, author.name);
    const own = em.fork();
    const { id, name, lastOpinionCheck } = author;
    const isDue = isOlder(author.lastCompletionCheck, listAgeDays, now);
    const outcome = isDue ? await askFor(audible, name) : null;
    if (outcome) report.asked += 1;
    const reason = outcome && problemOf(outcome);
    if (reason) report.unknown.push({ author: name, reason });
    await opinion.about(own, { table: 'authors', id, lastOpinionCheck }, (client) =>
      readAuthorOpinion(client, author),
    );
    await own.transactional(async (inner) => {
      if (outcome?.kind === 'read') await saveList(inner, author, outcome, now);
      count(report, await recordAuthorGaps(inner, author, policy, now, holdsNew));
    });
  }
  return report;
}

/** Compares the known lists of the authors of these books again, without asking anybody. */
export async function recordAuthorsOf(
  em: EntityManager,
  bookIds: readonly number[],
  { policy, now, holdsNew }: Pick<CompletionOptions, 'policy' | 'now' | 'holdsNew'>,
): Promise<void> {
  for (const author of await listedAuthorsOf(em, bookIds)) {
    await em.transactional((inner) => recordAuthorGaps(inner, author, policy, now, holdsNew));
  }
}

function emptyReport(opinion: OpinionReport): AuthorCompletionReport {
  const counts = { missing: 0, announced: 0, unsure: 0, found: 0, queued: 0 };
  return { authors: 0, asked: 0, unknown: [], ...counts, excluded: {}, opinion };
}

function count(
  report: AuthorCompletionReport,
  gaps: Awaited<ReturnType<typeof recordAuthorGaps>>,
): void {
  report.authors += 1;
  report.missing += gaps.missing.length;
  report.announced += gaps.announced.length;
  report.unsure += gaps.unsure.length;
  report.found += gaps.found;
  report.queued += gaps.queued;
  for (const [reason, times] of Object.entries(gaps.excluded)) {
    report.excluded[reason] = (report.excluded[reason] ?? 0) + times;
  }
}

/** One list that cannot be read does not keep the others from being asked for. */
async function askFor(audible: Audible, name: string): Promise<Outcome> {
  try {
    const { products, isWhole } = await audible.productsOfAuthor(name);
    const problem = isWhole ? null : `only the newest ${products.length} books could be read`;
    return { kind: 'read', products, problem };
  } catch (error) {
    const isOfThisList =
      error instanceof ExternalError && ['refused', 'unexpected'].includes(error.kind);
    if (!isOfThisList) throw error;
    return { kind: 'unread', reason: error.message };
  }
}

function problemOf(outcome: Outcome): string | null {
  if (outcome.kind === 'unread') return outcome.reason;
  return outcome.products.length === 0
    ? 'the catalogue lists nothing by this author'
    : outcome.problem;
}

/** A catalogue that lists nothing is unknown, not the end of an author: what was stored stays. */
async function saveList(
  em: EntityManager,
  author: Author,
  outcome: Extract<Outcome, { kind: 'read' }>,
  now: Date,
): Promise<void> {
  if (outcome.products.length > 0) await saveAuthorEntries(em, author, outcome.products, now);
  await em.execute(
    'update authors set last_completion_check = ?, last_completion_error = ? where id = ?',
    [now, problemOf(outcome), author.id],
  );
}
