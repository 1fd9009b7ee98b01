import { mayAct } from '../../command/actor.ts';
import type { Actor } from '../../command/actor.ts';
import { changes } from '../../command/definition.ts';
import type { Commands } from '../../command/discover.ts';
import type { Button, CallInput, Form, Question, Select } from '../../command/reply.ts';
import { type Html, html, type Part } from './html.ts';

/** Who would press, and the word that their forms carry. */
export type Pressing = { commands: Commands; actor: Actor; csrf: string };

/** Looks are links, changes are forms; what the person may not do is not offered. */
export function renderButtons(buttons: readonly Button[], pressing: Pressing): Part {
  const shown = buttons.flatMap((button) => renderButton(button, pressing) ?? []);
  return shown.length > 0 && html`<div class="buttons">${shown}</div>`;
}

function renderButton(button: Button, pressing: Pressing): Html | null {
  const { label, runs, input, style, asks } = button;
  if (!mayPress(runs, pressing)) return null;
  if (!asks && onlyLooks(runs, input, pressing)) {
    return html`<a class="button" href="${showPath(runs, input)}">${label}</a>`;
  }
  const press = html`<button class="${style}">${label}</button>`;
  if (asks) return unfolding(label, style, callForm(runs, input, pressing, [field(asks), press]));
  const form = callForm(runs, input, pressing, [press]);
  return style === 'danger' ? unfolding(label, style, form) : form;
}

export function renderSelect(select: Select, pressing: Pressing): Part {
  const { label, runs, input, field: name, options } = select;
  if (!mayPress(runs, pressing) || options.length === 0) return null;
  const choices = options.map(
    (option) => html`<option value="${option.value}">${option.label}</option>`,
  );
  const choice = html`<select name="input.${name}" aria-label="${label}">${choices}</select>`;
  const press = html`<button class="default">${label}</button>`;
  return html`<div class="choice">${callForm(runs, input, pressing, [choice, press])}</div>`;
}

export function renderForm({ label, runs, input, questions }: Form, pressing: Pressing): Part {
  if (!mayPress(runs, pressing)) return null;
  const press = html`<button class="primary">${label}</button>`;
  const form = callForm(runs, input, pressing, [...questions.map(field), press]);
  return unfolding(label, 'default', form);
}

/** Nothing is sent before the person has seen what is asked. */
function unfolding(label: string, style: string, form: Html): Html {
  return html`<details><summary class="button ${style}">${label}</summary>${form}</details>`;
}

function callForm(
  runs: string,
  input: CallInput,
  { csrf }: Pressing,
  content: readonly Html[],
): Html {
  const hidden = Object.entries(input).map(
    ([name, value]) => html`<input type="hidden" name="input.${name}" value="${String(value)}">`,
  );
  return html`<form method="post" action="/dashboard/act"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="command" value="${runs}">${hidden}${content}</form>`;
}

function field({ field: name, label, choices }: Question): Html {
  if (!choices) return html`<label>${label}<input name="input.${name}" autocomplete="off"></label>`;
  const options = choices.map((choice) => html`<option>${choice}</option>`);
  return html`<label>${label}<select name="input.${name}"><option value="">–</option>${options}</select></label>`;
}

function mayPress(runs: string, { commands, actor }: Pressing): boolean {
  const command = commands.get(runs);
  return command !== undefined && mayAct(actor.role, command.role);
}

function onlyLooks(runs: string, input: CallInput, { commands }: Pressing): boolean {
  const command = commands.get(runs);
  const parsed = command?.input.safeParse(input);
  return command !== undefined && parsed?.success === true && !changes(command, parsed.data);
}

/** Where the answer of a look stands. */
export function showPath(command: string, input: Readonly<Record<string, unknown>>): string {
  const query = Object.entries(input).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const text = new URLSearchParams(query).toString();
  return `/dashboard/show/${encodeURIComponent(command)}${text ? `?${text}` : ''}`;
}
