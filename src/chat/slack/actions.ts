import type { types } from '@slack/bolt';
import type { Button, Form, ListItem, Question, Reply, Select } from '../../command/reply.ts';
import { spellOut } from '../common/spell-out.ts';
import { encode, encodeValue, type Press } from './ids.ts';
import { limits } from './limits.ts';
import { line } from './text.ts';

/** What a person can press, and what has to be typed because its call does not fit into Slack's ids. */
export type Actions<Element extends types.ActionsBlockElement = types.ActionsBlockElement> = {
  elements: Element[];
  typed: ListItem[];
  left: number;
};

/** Buttons, numbered because ids in one block differ. */
export function buttonElements(buttons: readonly Button[]): Actions<types.Button> {
  const all = buttons.map(buttonElement);
  const elements = all.filter((element) => element !== null);
  const tooLong = buttons.filter((_, index) => all[index] === null);
  return { elements, typed: spell({ kind: 'buttons', buttons: tooLong }), left: 0 };
}

/** A form is a button too: its questions open as a modal. */
export function formElements(form: Form): Actions {
  const { label, runs, input, questions } = form;
  const element = pressElement(label, { runs, input, title: label, asks: questions }, 0);
  if (element) return { elements: [element], typed: [], left: 0 };
  return { elements: [], typed: spell({ kind: 'form', form }), left: 0 };
}

/** A drop-down; options that Slack cannot carry are counted as left. */
export function selectElements(select: Select): Actions {
  const { label, runs, input, field, options } = select;
  const actionId = `pick:${encode({ runs, input, field })}`;
  const fitting = options
    .flatMap((option) => optionOf(option) ?? [])
    .slice(0, limits.selectOptions);
  if (actionId.length > limits.actionId || fitting.length === 0) {
    return { elements: [], typed: spell({ kind: 'select', select }), left: 0 };
  }
  const element: types.StaticSelect = {
    type: 'static_select',
    action_id: actionId,
    placeholder: plain(label, limits.placeholder),
    options: fitting,
  };
  return { elements: [element], typed: [], left: options.length - fitting.length };
}

/** Null when its value does not fit. */
export function optionOf({
  label,
  value,
}: Select['options'][number]): types.PlainTextOption | null {
  const encoded = encodeValue(value);
  const isFit = encoded !== '' && encoded.length <= limits.optionValue && encoded.isWellFormed();
  if (!isFit) return null;
  return { text: plain(label, limits.optionText), value: encoded };
}

export function plain(text: string, room: number): types.PlainTextElement {
  return { type: 'plain_text', text: line(text, room), emoji: false };
}

function buttonElement(button: Button, index: number): types.Button | null {
  const { label, runs, input, style, asks } = button;
  const press: Press = asks ? { runs, input, title: label, asks: [asks] } : { runs, input };
  const element = pressElement(label, press, index);
  if (!element || style === 'default') return element;
  // A question is a second thought already.
  const isSudden = style === 'danger' && !asks;
  return { ...element, style, ...(isSudden && { confirm: confirmation(label) }) };
}

function pressElement(label: string, press: Press, index: number): types.Button | null {
  const value = [press, withoutChoices(press)]
    .map(encode)
    .find((text) => text.length <= limits.buttonValue);
  if (value === undefined) return null;
  return {
    type: 'button',
    action_id: `press:${index}`,
    text: plain(label, limits.buttonText),
    value,
  };
}

/** The command knows the choices of its fields as well. */
function withoutChoices(press: Press): Press {
  const bare = ({ field, label }: Question): Question => ({ field, label });
  return press.asks ? { ...press, asks: press.asks.map(bare) } : press;
}

function confirmation(label: string): types.ConfirmationDialog {
  return {
    title: plain('Are you sure?', limits.confirmTitle),
    text: plain(`${label}?`, limits.confirmText),
    confirm: plain(label, limits.confirmButton),
    deny: plain('Cancel', limits.confirmButton),
    style: 'danger',
  };
}

function spell(block: Reply['blocks'][number]): ListItem[] {
  const [spelt] = spellOut({ title: '', tone: 'info', blocks: [block] }).blocks;
  return spelt?.kind === 'list' ? spelt.items : [];
}
