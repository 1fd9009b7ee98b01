import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { answerWhereToStart } from '../src/library/first-scan.ts';
import { monitorSeries } from '../src/library/monitor.ts';

export default defineCommand({
  name: 'series',
  description: 'Say of which series the missing books are wanted',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    series: z.string().min(1).max(200).describe('name or number of the series, or all'),
    monitor: z
      .enum(['all', 'none'])
      .default('all')
      .describe('all: get what is missing; none: leave it'),
  }),
  async run({ series, monitor }, { em, actor, now, services }) {
    const by = actor.name;
    const done = await monitorSeries(em, { series, monitor, actor: by, now });
    const words = answerIn({ isAll: series === 'all', monitor, name: done.series[0]?.name ?? '' });
    if (words) await answerWhereToStart(em, services.platforms, { by, words, now });
    return { ...done, monitor };
  },
  view({ series, monitor, wanted }) {
    const name = series.length === 1 ? (series[0]?.name ?? '') : `${series.length} series`;
    if (monitor === 'none') return say(`Left alone: ${name}`, 'Nothing of it is proposed.');
    const text = `${wanted} missing books are wanted now. The best ones are searched first and proposed one by one.`;
    return say(`Wanted: ${name}`, text, 'ok');
  },
});

/** What this says to the question of the first scan; leaving one series alone answers nothing. */
function answerIn(choice: { isAll: boolean; monitor: 'all' | 'none'; name: string }) {
  if (choice.monitor === 'none') return choice.isAll ? 'not now' : null;
  return choice.isAll ? 'start with the best ones' : `start with ${choice.name}`;
}
