import type { APIButtonComponentWithCustomId, APIStringSelectComponent } from 'discord.js';
import type { Block, Button, Form, ListItem, Question, Select } from '../../command/reply.ts';
import { encodePress, type Pressable } from './ids.ts';
import { limits } from './limits.ts';
import type { Control, Row } from './payload.ts';
import { cutLine } from './text.ts';

/** The values a command's field allows; empty when it is no choice. */
export type ChoicesOf = (command: string, field: string) => readonly string[];
export type Actions = { rows: Row[]; notes: string[] };

type Desk = { idOf: (call: Pressable) => string; notes: string[]; choicesOf: ChoicesOf };

// Discord's numbers as such: its package is loaded by the connection alone.
const rowType = 1;
const buttonType = 2;
const selectType = 3;
const noteName = 60;
const buttonStyles = { primary: 3, danger: 4, default: 2 } as const;

/** What can be pressed, in five rows at most; notes say what has no place. Throws RangeError for a call that no id can carry. */
export function renderActions(blocks: readonly Block[], choicesOf: ChoicesOf): Actions {
  const desk: Desk = { idOf: createIds(), notes: [], choicesOf };
  const controls = blocks.flatMap((block) => controlsOf(block, desk));
  const buttons = controls.filter((control) => control.type === buttonType);
  const selects = controls.filter((control) => control.type === selectType);
  const rows: Row[] = [];
  for (let from = 0; from < buttons.length; from += limits.buttonsPerRow) {
    rows.push(rowOf(buttons.slice(from, from + limits.buttonsPerRow)));
  }
  rows.push(...selects.map((select) => rowOf([select])));
  const left = rows.slice(limits.rows).reduce((sum, row) => sum + row.components.length, 0);
  if (left > 0) desk.notes.push(`… ${left} more buttons; what they do can be typed.`);
  return { rows: rows.slice(0, limits.rows), notes: desk.notes };
}

function rowOf(components: Control[]): Row {
  return { type: rowType, components };
}

function controlsOf(block: Block, desk: Desk): Control[] {
  switch (block.kind) {
    case 'buttons':
      return block.buttons.flatMap((button) => buttonControl(button, desk));
    case 'list':
      return block.items.flatMap((item, index) => itemControls(item, index + 1, desk));
    case 'select':
      return selectControl(block.select, desk);
    case 'form':
      return [formControl(block.form, desk)];
    case 'text':
    case 'fields':
    case 'table':
    case 'progress':
    case 'image':
    case 'chart':
      return [];
  }
}

/** Buttons of list items stand together below the text and carry the number of their item. */
function itemControls({ buttons = [] }: ListItem, number: number, desk: Desk): Control[] {
  return buttons.flatMap((button) =>
    buttonControl({ ...button, label: `${number}. ${button.label}` }, desk),
  );
}

/** A question whose choices the command itself does not know can only be asked by a menu in the message. */
function buttonControl({ label, runs, input, style, asks }: Button, desk: Desk): Control[] {
  const choices = asks?.choices ?? [];
  if (asks && choices.length > 0 && desk.choicesOf(runs, asks.field).length === 0) {
    const options = choices.map((choice) => ({ label: choice, value: choice }));
    const menu = { label: `${label}: ${asks.label}`, runs, input, field: asks.field, options };
    return selectControl(menu, desk);
  }
  return [pressButton(label, buttonStyles[style], { runs, input, asks: asks ? [asks] : [] }, desk)];
}

/** A button that opens a window with the questions; a window holds five. */
function formControl({ label, runs, input, questions }: Form, desk: Desk): Control {
  const asks: Question[] = questions.slice(0, limits.modalQuestions);
  const left = questions.length - asks.length;
  if (left > 0) {
    desk.notes.push(`"${cutLine(label, noteName)}" leaves ${left} questions out.`);
  }
  return pressButton(label, buttonStyles.default, { runs, input, asks }, desk);
}

function pressButton(
  label: string,
  style: (typeof buttonStyles)[keyof typeof buttonStyles],
  call: Pressable,
  desk: Desk,
): APIButtonComponentWithCustomId {
  const shown = cutLine(label, limits.buttonLabel) || cutLine(call.runs, limits.buttonLabel);
  return { type: buttonType, style, label: shown, custom_id: desk.idOf(call) };
}

/** A menu of the first 25 options; an option of more than 100 characters cannot be carried. */
function selectControl(select: Select, desk: Desk): APIStringSelectComponent[] {
  const { label, runs, input, field } = select;
  const values = new Map(select.options.map((option) => [option.value, option.label]));
  const options = [...values].slice(0, limits.selectOptions).map(([value, text]) => {
    if (value === '' || value.length > limits.selectOptionText) {
      throw new RangeError(
        `a menu that runs "${runs}" carries a value of ${value.length} characters`,
      );
    }
    return { label: cutLine(text, limits.selectOptionText) || value, value };
  });
  if (options.length === 0) return [];
  const placeholder = cutLine(label, limits.placeholder);
  if (values.size > options.length) {
    const name = cutLine(label || runs, noteName);
    desk.notes.push(
      `"${name}" shows ${options.length} of ${values.size}; the others can be typed.`,
    );
  }
  const custom_id = desk.idOf({ runs, input, asks: [{ field, label: null }] });
  return [{ type: selectType, custom_id, options, ...(placeholder ? { placeholder } : {}) }];
}

/** Ids of one message, which must differ even where two buttons do the same. */
function createIds(): (call: Pressable) => string {
  const given = new Set<string>();
  return (call) => {
    for (let copy = 1; ; copy += 1) {
      const id = encodePress(call, copy);
      if (!given.has(id)) {
        given.add(id);
        return id;
      }
    }
  };
}
