import type { EntityManager } from '@mikro-orm/postgresql';
import type { Reply } from '../command/reply.ts';
import { allChecks } from '../health/checks.ts';
import { findProblems, type Problem } from '../health/problems.ts';
import type { Services } from '../services.ts';
import { readBoard } from './read.ts';
import { showBoard } from './show.ts';

/** The checks ask every service whether it is there, which it need not answer every few seconds. */
const checkEveryMs = 2 * 60_000;

/** The board as it has to look now; null when it is switched off. */
export function boardRenderer(services: Services): (em: EntityManager) => Promise<Reply | null> {
  let checkedAt = 0;
  let problems: Problem[] = [];
  return async (em) => {
    const policy = await services.policy(em);
    if (policy.statusBoard === 'off') return null;
    const now = services.now();
    if (now.getTime() - checkedAt >= checkEveryMs) {
      problems = await findProblems(allChecks(services.em(), services));
      checkedAt = now.getTime();
    }
    return showBoard(await readBoard(em, services, { policy, problems, now }));
  };
}
