import { z } from 'zod';
import { ratioText } from '../src/account/ratio.ts';
import { accountStanding } from '../src/account/standing.ts';
import { whereToStart } from '../src/alerts/words/first-scan.ts';
import { defineCommand } from '../src/command/definition.ts';
import { fields } from '../src/command/reply.ts';
import { allChecks } from '../src/health/checks.ts';
import { systemCounts } from '../src/health/counts.ts';
import { findProblems } from '../src/health/problems.ts';
import { libraryFigures } from '../src/library/figures.ts';
import { openQuestion } from '../src/library/first-scan.ts';
import { listQueue } from '../src/proposals/list-queue.ts';

export default defineCommand({
  name: 'status',
  description: 'What works, what does not, and what is going on',
  role: 'viewer',
  effect: 'read',
  visibility: 'private',
  input: z.strictObject({}),
  async run(_input, { em, services, now }) {
    const problems = await findProblems(allChecks(em, services));
    const policy = await services.policy(em);
    const account = await accountStanding(em, policy, now);
    const library = await libraryFigures(em);
    const queue = await listQueue(em, { state: 'live', limit: 1, offset: 0 });
    const question = await openQuestion(em, policy);
    const counts = await systemCounts(em);
    const { total, wanted } = queue;
    return { problems, account, library, queue: total, wanted, question, counts };
  },
  view: ({ problems, account, library, queue, wanted, question }) => ({
    title:
      problems.length === 0
        ? 'All is well'
        : `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`,
    tone: toneOf(problems),
    blocks: [
      fields({
        Ratio: ratioText(account.isFresh ? account.ratio : null),
        VIP:
          account.isFresh && account.vipDaysLeft !== null
            ? `${Math.floor(account.vipDaysLeft)} days`
            : 'unknown',
        Library: `${library.books} books, ${library.missing} missing`,
        Queue: `${queue} (${wanted} more wanted)`,
      }),
      {
        kind: 'list',
        items: problems.map((one) => ({ text: `${one.area}: ${one.text}`, detail: one.hint })),
      },
      ...(question ? whereToStart(question) : []),
    ],
  }),
});

function toneOf(problems: readonly { severity: string }[]): 'ok' | 'warning' | 'danger' {
  if (problems.some((one) => one.severity === 'critical')) return 'danger';
  return problems.length > 0 ? 'warning' : 'ok';
}
