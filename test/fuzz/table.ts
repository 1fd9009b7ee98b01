import type { Played } from './play.ts';

export type Row = { name: string } & Played;

const perSecond = ({ inputs, readMs }: Played) =>
  Math.round(inputs / (readMs / 1000)).toLocaleString('en');
const perMb = ({ slowestPerMb }: Played) =>
  slowestPerMb.ms === 0 ? '–' : slowestPerMb.ms.toFixed(0);

/** One line for whoever waits. */
export function rowText(row: Row): string {
  const { name, inputs, failures, slowest, slowestPerMb } = row;
  return [
    name.padEnd(44),
    `${inputs.toLocaleString('en')} inputs, ${failures.length} failures, ${perSecond(row)}/s`,
    `slowest ${slowest.ms.toFixed(1)} ms (seed ${slowest.seed})`,
    `${perMb(row)} ms/MB (seed ${slowestPerMb.seed})`,
  ].join('  ');
}

export function fuzzTable(rows: readonly Row[]): string {
  return [
    '| What is read | Inputs | Failures | Inputs/s | Slowest, ms | Slowest of the long ones, ms per MB |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map((row) =>
      [
        `| ${row.name}`,
        row.inputs.toLocaleString('en'),
        row.failures.length,
        perSecond(row),
        row.slowest.ms.toFixed(1),
        `${perMb(row)} |`,
      ].join(' | '),
    ),
  ].join('\n');
}
