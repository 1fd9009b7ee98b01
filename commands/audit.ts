import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { timeText } from '../src/command/time-text.ts';
import { auditLog } from '../src/members/audit-log.ts';

export default defineCommand({
  name: 'audit',
  description: 'Who changed what, refused and failed tries too; rows are never changed or removed',
  role: 'owner',
  effect: 'read',
  visibility: 'private',
  input: z.strictObject({
    actor: z.string().max(100).optional().describe('part of a name, or an id'),
    command: z.string().max(40).optional().describe('only this command'),
    outcome: z.string().max(40).optional().describe('only this outcome: done, not_allowed, failed'),
    days: z.int().min(1).max(3650).optional().describe('only the last days'),
    limit: z.int().min(1).max(500).default(20),
    offset: z.int().min(0).default(0),
  }),
  async run({ limit, offset, ...question }, { em, now, services }) {
    const log = await auditLog(em, { ...question, limit, offset, now });
    const { TZ: timeZone } = services.config.settings;
    return { ...log, offset, timeZone };
  },
  view({ rows, total, offset, timeZone }) {
    if (rows.length === 0) return say('Nothing was changed', 'No row of the audit fits.');
    const end = offset + rows.length;
    return {
      title: `Audit: ${total} ${total === 1 ? 'row' : 'rows'}`,
      tone: 'info',
      blocks: [
        {
          kind: 'table',
          columns: ['When', 'Who', 'Where', 'What', 'Outcome'],
          rows: rows.map((row) => [
            timeText(row.at, timeZone),
            row.actor,
            row.platform,
            [row.command, ...inputWords(row.input)].join(' '),
            row.detail === null ? row.outcome : `${row.outcome}: ${row.detail}`,
          ]),
        },
        ...(end < total
          ? [{ kind: 'text' as const, text: `${end} of ${total} shown; "offset:${end}" goes on.` }]
          : []),
      ],
    };
  },
});

function inputWords(input: Record<string, unknown>): string[] {
  return Object.entries(input)
    .filter(([name, value]) => value !== false && !isPage(name))
    .map(([name, value]) => `${name}:${String(value)}`);
}

/** Which page was looked at tells nothing of what was done. */
function isPage(name: string): boolean {
  return name === 'limit' || name === 'offset';
}
