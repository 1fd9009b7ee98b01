import { type Block, type Button, fields, type Reply, say } from '../command/reply.ts';
import { morePages } from '../command/more.ts';
import type { CompletionList, CompletionRow, OwnedRow } from './list-completion.ts';
import type { GapRow } from './list-gaps.ts';
import { type MonitorMode, monitorModes } from './monitor-modes.ts';

export const modeWords: Record<MonitorMode, string> = {
  all: 'every missing book is wanted',
  future: 'only books that come out from now on are wanted',
  missing: 'only books that are out by now are wanted',
  none: 'left alone',
};

type Kind = 'series' | 'authors';
type Shown = CompletionList & { show: string; offset: number; one: Detail | null };
type Detail = { row: CompletionRow; books: OwnedRow[]; gaps: GapRow[] };

/** Series or authors with how complete they are; of one alone all that is known. */
export function showCompletion(kind: Kind, { rows, total, show, offset, one }: Shown): Reply {
  if (one) return showOne(kind, one);
  if (total === 0) {
    return say(`No ${kind}`, `None is in the state "${show}". "run library-scan" looks again.`);
  }
  const table: Block = {
    kind: 'table',
    columns: ['#', 'Name', 'Have', 'Missing', 'Complete', 'Wanted'],
    rows: rows.map((row) => [
      String(row.id),
      row.name,
      String(row.owned),
      row.missing === null ? '' : String(row.missing),
      row.percentage === null ? (row.problem ?? 'not known yet') : `${row.percentage} %`,
      row.novellas === null ? row.monitor : `${row.monitor}, novellas ${row.novellas}`,
    ]),
  };
  const input = { show: show === 'any' ? undefined : show };
  const more = morePages(kind, input, { shown: rows.length, total, offset });
  const help = `"${kind} <name or #> monitor:all" says what is wanted: ${monitorModes.join(', ')}.`;
  return {
    title: `${total} ${kind}`,
    tone: 'info',
    blocks: [table, ...more, { kind: 'text', text: help }],
  };
}

function showOne(kind: Kind, { row, books, gaps }: Detail): Reply {
  return {
    title: row.name,
    tone: row.status === 'complete' ? 'ok' : 'info',
    blocks: [
      fields({
        Author: row.author || null,
        Have: row.owned,
        Missing: row.missing,
        Complete:
          row.percentage === null ? (row.problem ?? 'not known yet') : `${row.percentage} %`,
        Wanted: modeWords[row.monitor],
        Novellas: row.novellas,
        'Second opinion': row.opinionAt && (row.opinionProblem ?? 'asked'),
      }),
      { kind: 'table', columns: ['#', 'Title', 'State'], rows: shelfRows(books, gaps) },
      { kind: 'buttons', buttons: modeButtons(kind, row) },
    ],
  };
}

function shelfRows(books: readonly OwnedRow[], gaps: readonly GapRow[]): string[][] {
  const owned = books.map((book) => [book.position ?? '', book.title, 'owned']);
  const missing = gaps.map((gap) => [gap.position ?? '', gap.title, gapText(gap)]);
  return [...owned, ...missing].toSorted(
    ([a = ''], [b = '']) => (Number.parseFloat(a) || Infinity) - (Number.parseFloat(b) || Infinity),
  );
}

/** The state of a gap with what has to be known of it. */
export function gapText({ state, releaseDate, doubt }: GapRow): string {
  if (state === 'upcoming') return `not out yet (${releaseDate ?? 'no date'})`;
  if (state === 'unsure' && doubt) return `unsure: ${doubt}`;
  return state === 'covered' && doubt ? doubt : state;
}

function modeButtons(kind: Kind, { id, monitor }: CompletionRow): Button[] {
  const field = kind === 'series' ? 'series' : 'author';
  const labels: Record<MonitorMode, string> = {
    all: 'Want all',
    future: 'Future only',
    missing: 'Missing only',
    none: 'Leave alone',
  };
  const others = monitorModes.filter((mode) => mode !== monitor);
  return others.map((mode) => ({
    label: labels[mode],
    runs: kind,
    input: { [field]: String(id), monitor: mode },
    style: mode === 'all' ? 'primary' : 'default',
  }));
}
