import type { Block, Button, CallInput, Reply } from '../command/reply.ts';
import type { Call, Item, State } from './state.ts';

const mostItems = 50;

/** What the `#` of a command's table counts. */
const counted: Readonly<Record<string, string>> = {
  queue: 'proposal',
  gaps: 'gap',
  book: 'book',
  series: 'series',
  authors: 'author',
};
/** Fields of a call by which it is about one thing. */
const subjects = ['proposal', 'download', 'torrent', 'release', 'wish', 'run', 'gap'];

/** What can be leant on after an answer: its call, the things it numbered, how its list goes on. */
export function notice(call: Call, reply: Reply): State {
  const listed = reply.blocks.flatMap((block) => itemsOf(block, counted[call.command]));
  const items = uniqueOf([...subjectOf(call, reply), ...listed]).slice(0, mostItems);
  return { call, items, more: moreOf(call, reply), readings: [], card: null };
}

function subjectOf({ input }: Call, { title }: Reply): Item[] {
  return subjects.flatMap((kind) => {
    const id = input[kind];
    return typeof id === 'number' ? [{ kind, id, text: title }] : [];
  });
}

function itemsOf(block: Block, kind: string | undefined): Item[] {
  if (block.kind === 'table' && block.columns[0] === '#' && kind) {
    return block.rows.flatMap(([number = '', ...cells]) => {
      const [, of = kind, id] = /^(?:([a-z]+) )?(\d+)$/.exec(number) ?? [];
      return id === undefined
        ? []
        : [{ kind: of, id: Number(id), text: cells[titleAt(block)] ?? '' }];
    });
  }
  if (block.kind === 'list') {
    return block.items.flatMap(({ text, buttons = [] }) =>
      buttons.flatMap((one) => ofButton(one, text)),
    );
  }
  return block.kind === 'buttons' ? block.buttons.flatMap((one) => ofButton(one, one.label)) : [];
}

function titleAt({ columns }: { columns: string[] }): number {
  return Math.max(0, columns.findIndex((column) => /^(?:Title|Book|Name)$/.test(column)) - 1);
}

function ofButton({ input }: Button, text: string): Item[] {
  return subjects.flatMap((kind) => {
    const id = input[kind];
    return typeof id === 'number' ? [{ kind, id, text }] : [];
  });
}

function uniqueOf(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [`${item.kind} ${item.id}`, item])).values()];
}

/** A list goes on by the button of its reply. */
function moreOf(call: Call, reply: Reply): Call | null {
  const buttons = reply.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
  const more = buttons.find(({ runs, input }) => runs === call.command && 'offset' in input);
  return more
    ? { command: more.runs, input: { ...call.input, ...(more.input as CallInput) } }
    : null;
}
