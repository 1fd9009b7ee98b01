import { expect, test } from 'vitest';
import { barChartSvg } from '../../src/charts/bar-chart.ts';
import type { BarChart, Tone } from '../../src/command/reply.ts';
import { textsIn } from './svg-parts.ts';

function draw(...rows: Record<string, number>[]): string {
  const tones: Tone[] = ['ok', 'warning', 'info'];
  const chart: BarChart = {
    kind: 'chart',
    title: 'Completeness',
    rows: rows.map((parts, row) => ({
      label: `Row ${row + 1}`,
      parts: Object.entries(parts).map(([label, value], index) => ({
        label,
        value,
        tone: tones[index] ?? 'info',
      })),
    })),
  };
  return barChartSvg(chart) ?? '';
}

/** How wide the coloured parts of the bars are. */
function widths(svg: string): number[] {
  return [...svg.matchAll(/<rect[^>]* width="([\d.]+)" height="46" fill/g)].map(([, width]) =>
    Number(width),
  );
}

test('each whole has its name, the share of its first part, and what its colours stand for', () => {
  const svg = draw(
    { complete: 612, 'with gaps': 171, 'not known': 83 },
    { owned: 1486, missing: 407 },
  );

  expect(textsIn(svg)).toEqual([
    'Completeness',
    'Row 1',
    '70 %',
    '612 complete',
    '171 with gaps',
    '83 not known',
    'Row 2',
    '78 %',
    '1,486 owned',
    '407 missing',
  ]);
});

test('parts are as wide as they are large, and fill the bar', () => {
  const [first, second, third] = widths(draw({ complete: 50, 'with gaps': 25, 'not known': 25 }));

  expect([first, second, third]).toEqual([364, 182, 182]);
});

test('nearly complete is not complete', () => {
  expect(textsIn(draw({ owned: 9999, missing: 1 }))).toContain('99 %');
});

test('what is empty is left out, and without anything there is no picture', () => {
  expect(textsIn(draw({ owned: 0, missing: 0 }, { owned: 1, missing: 0 }))).toEqual([
    'Completeness',
    'Row 2',
    '100 %',
    '1 owned',
  ]);
  expect(draw({ owned: 0 })).toBe('');
});
