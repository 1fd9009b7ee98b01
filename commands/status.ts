import { z } from 'zod';
import { ratioText } from '../src/account/ratio.ts';
import { accountStanding } from '../src/account/standing.ts';
import { defineCommand } from '../src/command/definition.ts';
import { fields } from '../src/command/reply.ts';
import { allChecks } from '../src/health/checks.ts';
import { findProblems } from '../src/health/problems.ts';
import { libraryFigures } from '../src/library/figures.ts';
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
    const account = await accountStanding(em, await services.policy(em), now);
    const library = await libraryFigures(em);
    const queue = await listQueue(em, { limit: 1, offset: 0 });
    return { problems, account, library, queue: queue.total, wanted: queue.wanted };
  },
  view: ({ problems, account, library, queue, wanted }) => ({
    title: problems.length === 0 ? 'All is well' : `${problems.length} problems`,
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
    ],
  }),
});

function toneOf(problems: readonly { severity: string }[]): 'ok' | 'warning' | 'danger' {
  if (problems.some((one) => one.severity === 'critical')) return 'danger';
  return problems.length > 0 ? 'warning' : 'ok';
}
