import { expect, test } from 'vitest';
import { drawChart } from '../../src/charts/draw.ts';
import type { BarChart, LineChart } from '../../src/command/reply.ts';

const lines: LineChart = {
  kind: 'chart',
  title: 'Ratio, 30 days',
  unit: '',
  points: [1.85, 1.8, null, 1.9].map((value, day) => ({ at: new Date(2026, 5, day + 1), value })),
  lines: [{ label: 'floor', value: 1, tone: 'danger' }],
};
const bars: BarChart = {
  kind: 'chart',
  title: 'Completeness',
  rows: [{ label: 'Series', parts: [{ label: 'complete', value: 3, tone: 'ok' }] }],
};

/** The first bytes of a PNG and the size in its header. */
function readHeader(png: Buffer) {
  return {
    magic: png.toString('latin1', 1, 4),
    width: png.readUInt32BE(16),
    height: png.readUInt32BE(20),
  };
}

test.each([
  ['figures over time', lines, 460],
  ['parts of a whole', bars, 280],
])('%s become a PNG that chats take', async (_, chart, height) => {
  const png = await drawChart(chart, 'UTC');

  expect(png && readHeader(png)).toEqual({ magic: 'PNG', width: 800, height });
  expect(png?.length).toBeLessThan(200_000);
});

test('the letters are drawn: without its words the picture is another one', async () => {
  const [named, bare] = await Promise.all([
    drawChart(bars, 'UTC'),
    drawChart({ ...bars, title: '' }, 'UTC'),
  ]);

  expect(named?.equals(bare ?? Buffer.alloc(0))).toBe(false);
});

test('nothing known is no picture', async () => {
  expect(await drawChart({ ...lines, points: [] }, 'UTC')).toBeNull();
  expect(await drawChart({ ...bars, rows: [] }, 'UTC')).toBeNull();
});
