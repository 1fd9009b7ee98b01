import { z } from 'zod';
import { alertHistory } from '../src/alerts/history.ts';
import { showAlerts } from '../src/alerts/show-history.ts';
import { type Actor, mayAct } from '../src/command/actor.ts';
import { type Context, defineCommand } from '../src/command/definition.ts';
import { fields, type Reply, say } from '../src/command/reply.ts';
import { timeText } from '../src/command/time-text.ts';
import { UserError } from '../src/errors.ts';
import { deliveryLog } from '../src/hooks/deliveries.ts';
import { showDeliveries, showTrial } from '../src/hooks/show-deliveries.ts';
import { reportItems } from '../src/job/show-report.ts';
import { jobNamed } from '../src/job/ask.ts';
import { taskHistory } from '../src/job/history.ts';
import { bookHistory, type BookHistory } from '../src/metadata/book-history.ts';
import { labelOf, valueText } from '../src/metadata/value-text.ts';

export default defineCommand({
  name: 'history',
  description: 'Runs of jobs, changes of a book, every alert, or calls of hooks',
  role: 'viewer',
  effect: 'read',
  visibility: 'channel',
  input: z.strictObject({
    run: z.int().positive().optional().describe('number of one run: its report'),
    job: z.string().max(60).optional().describe('only runs of this job'),
    book: z.string().max(200).optional().describe('what was changed of this book: number or words'),
    alerts: z.boolean().default(false).describe('every alert there was; for operators'),
    hooks: z
      .enum(['log', 'test'])
      .optional()
      .describe('what came to the webhooks, or a test of them; for operators'),
    limit: z.int().min(1).max(500).default(20),
    offset: z.int().min(0).default(0),
  }),
  async run({ run, job, book, alerts, hooks, limit, offset }, { em, actor, services }) {
    if (alerts) {
      needOperator(actor, 'The list of alerts');
      return { kind: 'alerts' as const, ...(await alertHistory(em, { limit, offset })) };
    }
    if (hooks !== undefined) {
      needOperator(actor, 'The log of the hooks');
      return hooks === 'log'
        ? { kind: 'deliveries' as const, ...(await deliveryLog(em, { limit, offset })) }
        : { kind: 'trial' as const, ...(await trial(services.ownHooks)) };
    }
    if (book !== undefined) {
      return { kind: 'book' as const, ...(await bookHistory(em, book, { limit, offset })) };
    }
    const known = job && jobNamed(job, services.jobs);
    const history = await taskHistory(em, { run, job: known, limit, offset });
    return { kind: 'runs' as const, ...history };
  },
  view(output) {
    if (output.kind === 'alerts') return showAlerts(output);
    if (output.kind === 'deliveries') return showDeliveries(output);
    if (output.kind === 'trial') return showTrial(output);
    if (output.kind === 'book') return bookReply(output);
    const { rows, total, report } = output;
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
            Took: one.seconds === null ? null : `${one.seconds.toFixed(1)} s`,
            Result: one.error ?? one.summary,
          }),
          ...(Object.keys(report).length > 0
            ? [{ kind: 'list' as const, title: 'Report', items: reportItems(report) }]
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

function bookReply({ title, rows }: BookHistory): Reply {
  if (rows.length === 0) return say(title, 'Nothing was changed in the last 30 days.');
  return {
    title,
    tone: 'info',
    blocks: [
      {
        kind: 'list',
        items: rows.map((one) => ({
          text: `${labelOf(one.field)}: ${valueText(one.field, one.before)} → ${valueText(one.field, one.after)}`,
          detail: [timeText(one.date), one.state, `says ${one.source}`, one.reason, one.detail]
            .filter(Boolean)
            .join(' · '),
        })),
      },
    ],
  };
}

async function trial(ownHooks: Context['services']['ownHooks']) {
  if (ownHooks) return await ownHooks.tryOut();
  const text = 'HOOK_SECRET is not set, so nothing can be signed.';
  throw new UserError('conflict', text, 'Set it (32 characters or more) and restart.');
}

/** Alerts may go to a channel that not everybody sees. */
function needOperator({ role }: Actor, what: string): void {
  if (mayAct(role, 'operator')) return;
  const text = `${what} needs the role operator; you are ${role}.`;
  throw new UserError('not_allowed', text, 'Ask an owner of this bot.');
}
