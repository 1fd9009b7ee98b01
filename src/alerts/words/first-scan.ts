import type { Block, Reply } from '../../command/reply.ts';

/** What the first scan found, the series with most gaps first, and how many books are proposed at once. */
export type FirstScan = {
  series: readonly { id: number; name: string; missing: number }[];
  best: number;
};
export type Answer = { by: string; words: string };

/** Asks where to start; once somebody said so, says who did. */
export function firstScanCard(scan: FirstScan, answer: Answer | null): Reply {
  const gaps = scan.series.reduce((sum, one) => sum + one.missing, 0);
  const title = `${gaps} ${gaps === 1 ? 'gap' : 'gaps'} in ${scan.series.length} series`;
  if (answer) {
    const text = `${answer.by} answered: ${answer.words}.`;
    return { title, tone: 'ok', blocks: [{ kind: 'text', text }] };
  }
  return { title, tone: 'info', blocks: whereToStart(scan) };
}

/** The question itself, with its three answers. */
export function whereToStart({ series, best }: FirstScan): Block[] {
  const all = { series: 'all' };
  return [
    { kind: 'text', text: 'Nothing is proposed until you say so. Where shall I start?' },
    {
      kind: 'buttons',
      buttons: [
        {
          label: `Start with the best ${best}`,
          runs: 'series',
          input: { ...all, monitor: 'all' },
          style: 'primary',
        },
        { label: 'Not now', runs: 'series', input: { ...all, monitor: 'none' }, style: 'default' },
      ],
    },
    {
      kind: 'select',
      select: {
        label: 'Choose a series',
        runs: 'series',
        input: { monitor: 'all' },
        field: 'series',
        options: series.slice(0, 25).map((one) => ({
          label: `${one.name} (${one.missing} missing)`,
          value: String(one.id),
        })),
      },
    },
  ];
}
