import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { fields } from '../src/command/reply.ts';
import { timeText } from '../src/command/time-text.ts';
import { jobNamed } from '../src/job/ask.ts';
import { taskHistory } from '../src/job/history.ts';

export default defineCommand({
  name: 'history',
  description: 'Runs of the jobs and their reports',
  role: 'viewer',
  effect: 'read',
  visibility: 'channel',
  input: z.strictObject({
    run: z.int().positive().optional().describe('number of one run: its report'),
    job: z.string().max(60).optional().describe('only runs of this job'),
    limit: z.int().min(1).max(500).default(20),
    offset: z.int().min(0).default(0),
  }),
  run: ({ run, job, limit, offset }, { em, services }) =>
    taskHistory(em, { run, job: job && jobNamed(job, services.jobs), limit, offset }),
  view({ rows, total, report }) {
    const one = rows[0];
    if (report && one) {
      return {
        title: `Run ${one.id}: ${one.job}`,
        tone: one.status === 'completed' ? 'ok' : 'warning',
        blocks: [
          fields({
            State: one.status,
            Cause: one.actor ? `${one.cause} (${one.actor})` : one.cause,
            Started: one.startedAt && timeText(one.startedAt),
            Seconds: one.seconds,
            Result: one.error ?? one.summary,
          }),
          ...(Object.keys(report).length > 0
            ? [{ kind: 'text' as const, text: JSON.stringify(report, null, 1) }]
            : []),
        ],
      };
    }
    return {
      title: `${total} runs`,
      tone: 'info',
      blocks: [
        {
          kind: 'list',
          items: rows.map((row) => ({
            text: [`${row.id}: ${row.job}`, row.startedAt && timeText(row.startedAt), row.status]
              .filter(Boolean)
              .join(' · '),
            detail: row.error ?? row.summary ?? '',
          })),
        },
      ],
    };
  },
});
