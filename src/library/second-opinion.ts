import type { EntityManager } from '@mikro-orm/postgresql';
import type { Hardcover } from '../clients/hardcover/index.ts';
import { ExternalError } from '../errors.ts';
import { isOlder } from './list-age.ts';
import { type OpinionOf, type OpinionOutcome, saveOpinion } from './opinion-books.ts';

/** How often the second opinion was asked in a run, and why it no longer is. */
export type OpinionReport = { asked: number; stopped: string | null };

export type SecondOpinion = {
  report: OpinionReport;
  /** Reads and stores the opinion on one list when its time has come. */
  about(em: EntityManager, list: Listed, read: Read): Promise<void>;
};

type Listed = OpinionOf & { lastOpinionCheck: Date | null | undefined };
type Read = (hardcover: Hardcover) => Promise<OpinionOutcome>;

/**
 * The second opinion of one run. It helps where it can: a service that is away, or that has had enough
 * of us, is not asked again in this run, and the run goes on without it.
 */
export function openSecondOpinion(
  hardcover: Hardcover | null,
  { now, listAgeDays }: { now: Date; listAgeDays: number },
): SecondOpinion {
  const report: OpinionReport = { asked: 0, stopped: null };
  return {
    report,
    async about(em, { lastOpinionCheck, ...list }, read) {
      if (!hardcover || report.stopped !== null) return;
      if (!isOlder(lastOpinionCheck, listAgeDays, now)) return;
      report.asked += 1;
      try {
        const outcome = await read(hardcover);
        await em.transactional((inner) => saveOpinion(inner, list, outcome, now));
      } catch (error) {
        if (!(error instanceof ExternalError)) throw error;
        const isOfThisList = ['refused', 'unexpected'].includes(error.kind);
        if (!isOfThisList) report.stopped = error.message;
      }
    },
  };
}
