import { fit, hang, shorten, wrap } from './lines.ts';
import type { Paint } from './paint.ts';
import { displayWidth } from './width.ts';

const gap = '  ';
/** What is this short (a date, a state, a figure) says nothing when it is cut, and of a text less would not be told apart. */
const narrowest = 20;
const mostRows = 500;

type Column = { title: string; cells: string[]; width: number; isFigures: boolean };

/**
 * A table no wider than `room`, without the columns in which nothing stands: long columns are shortened; where that is
 * not enough, each row is a sentence of its own.
 */
export function renderTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  room: number,
  paint: Paint,
): string[] {
  const shown = rows.slice(0, mostRows);
  const count = Math.max(titles.length, ...shown.map((row) => row.length));
  const all = Array.from({ length: count }, (_, index) => index).filter(
    (index) => shown.length === 0 || shown.some((row) => (row[index] ?? '').trim() !== ''),
  );
  const columns = fitColumns(
    all.map((index) => readColumn(titles[index] ?? '', shown, index, room)),
    room,
  );
  const lines = columns
    ? renderGrid(columns, shown.length, paint)
    : shown.flatMap((row) => renderRecord(titles, all, row, room));
  if (rows.length === 0) return [...lines, '(none)'];
  return rows.length > mostRows ? [...lines, `… ${rows.length - mostRows} more`] : lines;
}

function readColumn(
  title: string,
  rows: readonly (readonly string[])[],
  index: number,
  room: number,
): Column {
  const cells = rows.map((row) => shorten(row[index] ?? '', room));
  const width = Math.max(displayWidth(shorten(title, room)), ...cells.map(displayWidth), 1);
  return {
    title,
    cells,
    width,
    isFigures: cells.every((cell) => /^(?:[-+]?\d[\d.,]*(?: \S{1,3})?)?$/.test(cell)),
  };
}

/** Takes width from the widest column until all fit; null when that would leave nothing readable. */
function fitColumns(columns: Column[], room: number): Column[] | null {
  const space = room - gap.length * (columns.length - 1);
  const least = columns.map(({ width }) => Math.min(width, narrowest));
  if (sum(least) > space) return null;
  const fitted = columns.map((column) => ({ ...column }));
  for (let excess = sum(fitted.map(({ width }) => width)) - space; excess > 0; excess -= 1) {
    const widest = fitted.reduce((one, other) => (other.width > one.width ? other : one));
    widest.width -= 1;
  }
  return fitted;
}

function renderGrid(columns: readonly Column[], rowCount: number, paint: Paint): string[] {
  const line = (cellOf: (column: Column) => string) =>
    columns
      .map((column) => align(column, cellOf(column)))
      .join(gap)
      .trimEnd();
  const head = line(({ title }) => title);
  const rule = line(({ width }) => '-'.repeat(width));
  const body = Array.from({ length: rowCount }, (_, row) => line(({ cells }) => cells[row] ?? ''));
  return [paint('bold', head), paint('dim', rule), ...body];
}

function align({ width, isFigures }: Column, cell: string): string {
  if (!isFigures) return fit(cell, width);
  const short = shorten(cell, width);
  return ' '.repeat(width - displayWidth(short)) + short;
}

/** `12: Ozma of Oz · Size 1.2 GB`: the number to type for the row, then its cells; a figure is nothing without the name of its column. */
function renderRecord(
  titles: readonly string[],
  columns: readonly number[],
  row: readonly string[],
  room: number,
): string[] {
  const cellOf = (index: number) => (row[index] ?? '').trim();
  const [first = 0] = columns;
  const number = titles[first] === '#' ? cellOf(first) : '';
  const others = number === '' ? columns : columns.filter((index) => index !== first);
  const cells = others.flatMap((index) => {
    const cell = cellOf(index);
    if (cell === '') return [];
    return isFigure(cell) ? [`${titles[index] ?? ''} ${cell}`.trim()] : [cell];
  });
  const lead = number === '' ? '' : `${number}: `;
  return hang('- ', wrap(lead + cells.join(' · '), room - 2));
}

function isFigure(cell: string): boolean {
  return /^[-+~]?\d/.test(cell) && !/^(?:\d{4}-\d\d|\d{1,2} [A-Z][a-z]{2})/.test(cell);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
