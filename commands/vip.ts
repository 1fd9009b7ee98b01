import { z } from 'zod';
import { accountStanding } from '../src/account/standing.ts';
import { defineCommand } from '../src/command/definition.ts';
import { fields, say } from '../src/command/reply.ts';

export default defineCommand({
  name: 'vip',
  description: 'VIP days, points and class of the tracker account',
  role: 'operator',
  effect: 'read',
  visibility: 'private',
  input: z.strictObject({}),
  run: async (_input, { em, now, services }) => accountStanding(em, await services.policy(em), now),
  view(standing) {
    if (!standing.readAt)
      return say(
        'VIP unknown',
        'The tracker account was never read. "run account" reads it now.',
        'warning',
      );
    const days = standing.vipDaysLeft;
    return {
      title: days === null ? 'VIP: no date known' : `VIP: ${Math.floor(days)} days left`,
      tone: standing.isFresh ? 'info' : 'warning',
      blocks: [
        fields({
          Class: standing.className,
          Until: standing.vipUntil?.toISOString().slice(0, 16).replace('T', ' '),
          Points: standing.points ?? 'unknown',
          Wedges: standing.wedges ?? 'unknown',
          Read: `${standing.readAt.toISOString()}${standing.isFresh ? '' : ' (too old: counts as unknown)'}`,
        }),
      ],
    };
  },
});
