import { z } from 'zod';
import { accountStanding } from '../src/account/standing.ts';
import { defineCommand } from '../src/command/definition.ts';
import { fields, say } from '../src/command/reply.ts';

export default defineCommand({
  name: 'ratio',
  description: 'Ratio, upload and download of the tracker account',
  role: 'operator',
  effect: 'read',
  visibility: 'private',
  input: z.strictObject({}),
  run: async (_input, { em, now, services }) => accountStanding(em, await services.policy(em), now),
  view(standing) {
    if (!standing.readAt)
      return say(
        'Ratio unknown',
        'The tracker account was never read. "run account" reads it now.',
        'warning',
      );
    return {
      title: `Ratio ${standing.ratio?.toFixed(2) ?? 'unknown'}`,
      tone: standing.isFresh ? 'info' : 'warning',
      blocks: [
        fields({
          Uploaded: gigabytes(standing.uploadedBytes),
          Downloaded: gigabytes(standing.downloadedBytes),
          Unsatisfied: standing.unsatisfied
            ? `${standing.unsatisfied.count} of ${standing.unsatisfied.limit}`
            : 'unknown',
          Read: `${standing.readAt.toISOString()}${standing.isFresh ? '' : ' (too old: counts as unknown)'}`,
        }),
      ],
    };
  },
});

function gigabytes(bytes: number | null): string {
  return bytes === null ? 'unknown' : `${(bytes / 1024 ** 3).toFixed(1)} GB`;
}
