import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { describeCompletion } from '../src/library/describe-completion.ts';
import { answerWhereToStart } from '../src/library/first-scan.ts';
import { completionStates } from '../src/library/list-completion.ts';
import { monitorModes } from '../src/library/monitor-modes.ts';
import { monitorSeries } from '../src/library/monitor.ts';
import { modeWords, showCompletion } from '../src/library/show-completion.ts';

export default defineCommand({
  name: 'series',
  description: 'Your series and how complete they are; say of which the missing books are wanted',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    series: z.string().min(1).max(200).optional().describe('name or number, or all; empty: list'),
    monitor: z
      .enum(monitorModes)
      .optional()
      .describe('which of its missing books are wanted; all unless told'),
    novellas: z
      .enum(['never', 'ask', 'always', 'default'])
      .optional()
      .describe('books at x.5 of this series; default: as the setting says'),
    show: z.enum(completionStates).optional().describe('look only, at those in this state'),
    min: z.number().min(0).max(100).optional().describe('look: at least so much percent complete'),
    max: z.number().min(0).max(100).optional().describe('look: at most so much percent complete'),
    limit: z.int().min(1).max(500).default(50),
    offset: z.int().min(0).default(0),
  }),
  looks: ({ series, show }) => series === undefined || show !== undefined,
  async run({ series, show, ...input }, { em, actor, now, services }) {
    if (series === undefined || show !== undefined) {
      const { min: minPercent, max: maxPercent, limit, offset } = input;
      const filter = { of: series, show: show ?? 'any', minPercent, maxPercent, limit, offset };
      return { ...(await describeCompletion(em, 'series', filter)), done: null };
    }
    const { novellas } = input;
    const monitor = input.monitor ?? (novellas === undefined ? 'all' : undefined);
    const policy = await services.policy(em);
    const by = actor.name;
    const choice = { of: series, monitor, novellas, actor: by, now, policy };
    const done = await monitorSeries(em, choice);
    const words = answerIn({ isAll: series === 'all', monitor, name: done.found[0]?.name ?? '' });
    if (words) await answerWhereToStart(em, services.platforms, { by, words, now });
    return {
      done: { ...done, monitor: monitor ?? null, novellas: novellas ?? null },
    };
  },
  view(output) {
    if (output.done === null) return showCompletion('series', output);
    const { found, monitor, novellas, wanted } = output.done;
    const name = found.length === 1 ? (found[0]?.name ?? '') : `${found.length} series`;
    const ofNovellas = novellas && `Novellas: ${novellas}. `;
    if (monitor === null)
      return say(name, `${ofNovellas}The gaps were looked through again.`, 'ok');
    if (monitor === 'none') {
      return say(`Left alone: ${name}`, `${ofNovellas ?? ''}Nothing of it is proposed.`);
    }
    const mode = `${modeWords[monitor]}.`.replace(/^./, (letter) => letter.toUpperCase());
    const text = `${ofNovellas ?? ''}${mode} ${wanted} missing books are wanted now. The best ones are searched first and proposed one by one.`;
    return say(`Wanted: ${name}`, text, 'ok');
  },
});

/** What this says to the question of the first scan; leaving one series alone answers nothing. */
function answerIn(choice: { isAll: boolean; monitor: string | undefined; name: string }) {
  const { isAll, monitor, name } = choice;
  if (monitor === undefined) return null;
  if (monitor === 'none') return isAll ? 'not now' : null;
  return isAll ? 'start with the best ones' : `start with ${name}`;
}
