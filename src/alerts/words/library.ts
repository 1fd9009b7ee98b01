import type { Words } from './words.ts';

export function firstScan(
  gaps: number,
  series: { id: number; name: string; missing: number }[],
): Words {
  return {
    kind: 'first-scan',
    severity: 'info',
    reply: {
      title: `${gaps} gaps in ${series.length} series`,
      tone: 'info',
      blocks: [
        { kind: 'text', text: 'Nothing is proposed until you say so. Where shall I start?' },
        {
          kind: 'buttons',
          buttons: [
            {
              label: 'Start with the best 10',
              runs: 'series',
              input: { series: 'all', monitor: 'all' },
              style: 'primary',
            },
            {
              label: 'Not now',
              runs: 'series',
              input: { series: 'all', monitor: 'none' },
              style: 'default',
            },
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
      ],
    },
  };
}
