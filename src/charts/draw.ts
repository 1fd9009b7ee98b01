import { fileURLToPath } from 'node:url';
import type { ChartBlock } from '../command/reply.ts';
import { barChartSvg } from './bar-chart.ts';
import { lineChartSvg } from './line-chart.ts';
import { card } from './look.ts';

const fontFiles = [
  import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
].map((address) => fileURLToPath(address));

/** A chart as PNG, null when there is nothing to draw; the renderer is loaded with the first one and works off the main thread. */
export async function drawChart(chart: ChartBlock, timeZone: string): Promise<Buffer | null> {
  const svg = 'rows' in chart ? barChartSvg(chart) : lineChartSvg(chart, timeZone);
  if (svg === null) return null;
  const { renderAsync } = await import('@resvg/resvg-js');
  const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: card.font };
  return (await renderAsync(svg, { font })).asPng();
}
