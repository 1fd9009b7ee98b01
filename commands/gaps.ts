import { z } from 'zod';
import { whereToStart } from '../src/alerts/words/first-scan.ts';
import { counted } from '../src/command/counted.ts';
import { defineCommand } from '../src/command/definition.ts';
import { morePages } from '../src/command/more.ts';
import { type Block, say } from '../src/command/reply.ts';
import { openQuestion } from '../src/library/first-scan.ts';
import { scanState } from '../src/library/last-scan.ts';
import { reportFormats, writeReport } from '../src/library/gap-report.ts';
import { type GapRow, gapReasons, gapStates, listGaps } from '../src/library/list-gaps.ts';
import { gapText } from '../src/library/show-completion.ts';
import { countOpen } from '../src/proposals/approve-all.ts';

const mostInSelect = 25;
const mostReported = 50_000;

export default defineCommand({
  name: 'gaps',
  description: 'What is missing of your series and authors; the whole list as csv, json or md',
  role: 'viewer',
  effect: 'read',
  visibility: 'channel',
  input: z.strictObject({
    series: z.string().max(200).optional().describe('only this series, by name or number'),
    author: z.string().max(200).optional().describe('only this author'),
    reason: z.enum(gapReasons).optional().describe('found by series, by author, or asked for'),
    state: z
      .enum(gapStates)
      .default('open')
      .describe('covered: owned in an omnibus; open: all but covered and hidden'),
    format: z.enum(reportFormats).default('table').describe('the whole list as text for a file'),
    limit: z.int().min(1).max(500).default(50),
    offset: z.int().min(0).default(0),
  }),
  async run({ format, ...asked }, { em, services }) {
    const question = await openQuestion(em, await services.policy(em));
    // A report is the whole list.
    const filter = format === 'table' ? asked : { ...asked, limit: mostReported, offset: 0 };
    const list = await listGaps(em, filter);
    const report = format === 'table' ? null : writeReport(list.rows, format);
    const proposals = await countOpen(em, asked.series);
    return { ...list, report, question, filter, format, proposals, scan: await scanState(em) };
  },
  view({ rows, total, series, upcoming, unsure, report, question, filter, proposals, scan }) {
    const { series: ofSeries, author, reason, state, offset } = filter;
    if (total === 0 && scan !== 'done') return notYet[scan];
    if (total === 0) return say('No gaps', nothing(state), 'ok');
    const shown = state === 'open' ? undefined : state;
    if (report !== null) return say(`${total} books`, report);
    const asked = { series: ofSeries, author, reason, state: shown };
    const more = morePages('gaps', asked, { shown: rows.length, total, offset });
    return {
      title: titleOf(state, { total, series, upcoming, unsure }),
      tone: 'info',
      blocks: [
        {
          kind: 'table',
          columns: ['#', 'Series', 'No.', 'Title', 'State'],
          rows: rows.map((gap) => [
            gap.id === null ? '' : String(gap.id),
            gap.series ?? gap.author,
            gap.position ?? '',
            gap.title,
            gapText(gap),
          ]),
        },
        ...more,
        ...choices(rows, state),
        ...(question ? whereToStart(question) : approvals(proposals, ofSeries)),
      ],
    };
  },
});

/** Before the end of the first scan nobody knows of any gap. */
const notYet = {
  running: say(
    'The library is being read',
    'Its gaps are known when the first scan is done. "jobs" shows whether it is still at work.',
  ),
  never: say(
    'The library was not read yet',
    'No scan has come to its end. "run library-scan" starts one.',
  ),
};

function nothing(state: string): string {
  if (state !== 'open') return `Nothing is in the state ${state}.`;
  return 'Nothing known is missing. "run library-scan" looks again.';
}

type Counts = { total: number; series: number; upcoming: number; unsure: number };

function titleOf(state: string, { total, series, upcoming, unsure }: Counts): string {
  if (state === 'covered') return `${total} books you have inside an omnibus`;
  if (state === 'hidden') return `${total} hidden books`;
  const missing = total - upcoming - unsure;
  const books = [
    missing > 0 && counted(missing, 'missing book'),
    upcoming > 0 && `${upcoming} not out yet`,
    unsure > 0 && `${unsure} unsure`,
  ].filter((part) => part !== false);
  return series === 0 ? books.join(', ') : `${books.join(', ')} in ${series} series`;
}

/** What can be done with one of them, for operators. */
function choices(rows: readonly GapRow[], state: string): Block[] {
  const options = rows.flatMap(({ id, title, series, position }) => {
    const place = [series, position].filter(Boolean).join(' ');
    return id === null ? [] : [{ label: place ? `${title} (${place})` : title, value: String(id) }];
  });
  if (options.length === 0) return [];
  const first = options.slice(0, mostInSelect);
  const hide = { runs: 'hide', field: 'gap', options: first };
  if (state === 'hidden') {
    return [{ kind: 'select', select: { label: 'Bring back', input: { back: true }, ...hide } }];
  }
  const get = { label: 'Get one', runs: 'request', input: {}, field: 'title', options: first };
  return [
    { kind: 'select', select: get },
    { kind: 'select', select: { label: 'Hide one for ever', input: {}, ...hide } },
  ];
}

/** Every open proposal at one press; of one series alone where only that is shown. */
function approvals(
  { open, free }: { open: number; free: number },
  series: string | undefined,
): Block[] {
  const buttons = [
    { which: 'free', count: free, style: 'primary' as const },
    { which: 'all', count: open, style: 'default' as const },
  ].filter(({ which, count }) => count > 0 && (which === 'free' || open > free));
  if (buttons.length === 0) return [];
  return [
    {
      kind: 'buttons',
      buttons: buttons.map(({ which, count, style }) => ({
        label: which === 'free' ? `Approve ${count} free` : `Approve all ${count}`,
        runs: 'approveall',
        input: { which, ...(series === undefined ? {} : { series }) },
        style,
      })),
    },
  ];
}
