import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { type Block, say } from '../src/command/reply.ts';
import { approveAll } from '../src/proposals/approve-all.ts';

export default defineCommand({
  name: 'approveall',
  description: 'Approve the open proposals at once: the free ones, or all',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    which: z.enum(['free', 'all']).default('free').describe('those that cost no ratio, or all'),
    series: z.string().min(1).max(200).optional().describe('only of this series, name or number'),
  }),
  async run({ which, series }, { em, actor, now, services }) {
    const { platforms } = services;
    const context = { policy: await services.policy(em), platforms, now, actor };
    const done = await approveAll(em, { which, series }, context);
    return { ...done, which, approvedBy: actor.name };
  },
  view({ approved, refused, which, approvedBy }) {
    if (approved.length + refused.length === 0) {
      const text = which === 'free' ? 'No open proposal is free.' : 'No proposal is open.';
      return say('Nothing to approve', `${text} "queue" shows what waits.`);
    }
    const blocks: Block[] = [];
    if (approved.length > 0) {
      const items = approved.map(({ title, download }) => ({
        text: title,
        detail: `download ${download}`,
      }));
      blocks.push({ kind: 'list', title: `Approved by ${approvedBy}`, items });
    }
    if (refused.length > 0) {
      const items = refused.map(({ title, reason }) => ({ text: title, detail: reason }));
      blocks.push({ kind: 'list', title: 'Not now; these stay open', items });
    }
    const title = `${approved.length} approved${refused.length > 0 ? `, ${refused.length} not` : ''}`;
    return { title, tone: refused.length > 0 ? 'warning' : 'ok', blocks };
  },
});
