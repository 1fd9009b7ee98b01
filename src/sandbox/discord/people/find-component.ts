import {
  type Component,
  flatten,
  linkStyle,
  selectTypes,
  componentTypes as types,
} from '../component.ts';
import type { Message } from '../message.ts';

/** How a press finds its button: as the message looks now, or as it looked before an edit. */
export type PressOptions = { stale?: boolean };

/** The button with this custom id or label; a label may also be just the first words of the button's. */
export function findButton(message: Message, which: string, options: PressOptions): Component {
  const buttons = partsOf(message, options).filter(({ type }) => type === types.button);
  const found =
    buttons.find((button) => button.custom_id === which) ??
    buttons.find((button) => button.label === which) ??
    buttons.find((button) => button.label?.startsWith(which));
  if (!found) throw new Error(`There is no button ${which}, only ${namesOf(buttons)}`);
  if (found.style === linkStyle) throw new Error(`${which} opens ${found.url} in the browser`);
  if (found.disabled && !options.stale) throw new Error(`The button ${which} is greyed out`);
  return found;
}

/** The only select of a message, or the one with this custom id or placeholder. */
export function findSelect(message: Message, which: string | undefined): Component {
  const selects = partsOf(message, {}).filter(({ type }) => selectTypes.includes(type));
  const found = selects.find(
    (select) =>
      which === undefined || select.custom_id === which || select.placeholder?.startsWith(which),
  );
  if (!found || (which === undefined && selects.length > 1)) {
    throw new Error(`There is no such select, only ${namesOf(selects)}`);
  }
  if (found.disabled) throw new Error('The select is greyed out');
  return found;
}

/** The values behind chosen labels or values, as many as the select takes. */
export function valuesOf(select: Component, chosen: readonly string[]): string[] {
  const { options = [], min_values: least = 1 } = select;
  const most = select.max_values ?? (select.type === types.checkboxGroup ? options.length : 1);
  if (chosen.length < least || chosen.length > most) {
    throw new Error(`The select takes ${least} to ${most} entries`);
  }
  if (select.options === undefined) return [...chosen];
  return chosen.map((one) => {
    const option = options.find(({ label, value }) => value === one || label === one);
    if (!option) throw new Error(`There is no entry ${one}`);
    return option.value;
  });
}

function partsOf(message: Message, { stale = false }: PressOptions): Component[] {
  const earlier = stale ? message.history.toReversed().flatMap(({ components }) => components) : [];
  return flatten([...message.components, ...earlier]);
}

function namesOf(parts: Component[]): string {
  return parts.map((one) => one.label ?? one.placeholder ?? one.custom_id).join(', ') || 'none';
}
