import { linkStyle, selectTypes, componentTypes as types } from '../component.ts';
import { at, checkObjects, checkOneOf, checkText, type FormFaults, textOf } from '../form.ts';

type Json = Record<string, unknown>;

/** Components of an ordinary message: five rows of five buttons or one select each. */
export function checkRows(faults: FormFaults, value: unknown): void {
  const ids: CustomIds = new Set();
  for (const { path, value: row } of checkObjects(faults, 'components', value, { max: 5 })) {
    checkOneOf(faults, at(path, 'type'), row['type'], [types.row]);
    checkRow(faults, path, row, ids);
  }
}

export type CustomIds = Set<string>;

export function checkRow(faults: FormFaults, path: string, row: Json, ids: CustomIds): void {
  const inside = at(path, 'components');
  const parts = checkObjects(faults, inside, row['components'], { min: 1, max: 5 });
  const selects = parts.filter(({ value }) => selectTypes.includes(Number(value['type'])));
  if (selects.length > 0 && parts.length > 1) {
    const message = 'A select takes a row of its own';
    faults.push({ path: inside, code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message });
  }
  for (const { path: place, value } of parts) {
    checkOneOf(faults, at(place, 'type'), value['type'], [types.button, ...selectTypes]);
    if (value['type'] === types.button) checkButton(faults, place, value, ids);
    else checkSelect(faults, place, value, ids);
  }
}

export function checkButton(faults: FormFaults, path: string, button: Json, ids: CustomIds): void {
  const { style, label, emoji, url, custom_id: customId } = button;
  checkOneOf(faults, at(path, 'style'), style, [1, 2, 3, 4, linkStyle]);
  checkText(faults, at(path, 'label'), label, { max: 80 });
  if (!label && !emoji) {
    const message = 'A button needs a label or an emoji';
    faults.push({ path: at(path, 'label'), code: 'BASE_TYPE_REQUIRED', message });
  }
  if (style !== linkStyle) {
    checkCustomId(faults, path, customId, ids);
    if (url !== undefined) bothGiven(faults, path);
    return;
  }
  checkText(faults, at(path, 'url'), url, { min: 1, max: 512 });
  if (customId !== undefined) bothGiven(faults, path);
}

function bothGiven(faults: FormFaults, path: string): void {
  const message = 'A custom id and url cannot both be specified';
  faults.push({ path, code: 'BUTTON_COMPONENT_CUSTOM_ID_AND_URL', message });
}

export function checkCustomId(
  faults: FormFaults,
  path: string,
  value: unknown,
  ids: CustomIds,
): void {
  const place = at(path, 'custom_id');
  if (!checkText(faults, place, value, { min: 1, max: 100 })) return;
  if (ids.has(value)) {
    const message = 'Component custom id cannot be duplicated';
    faults.push({ path: place, code: 'COMPONENT_CUSTOM_ID_DUPLICATED', message });
  }
  ids.add(value);
}

export function checkSelect(faults: FormFaults, path: string, select: Json, ids: CustomIds): void {
  checkCustomId(faults, path, select['custom_id'], ids);
  checkText(faults, at(path, 'placeholder'), select['placeholder'], { max: 150 });
  const options = select['type'] === types.stringSelect ? checkOptions(faults, path, select) : 25;
  const { min_values: least = 1, max_values: most = 1 } = select;
  const fits = Number(least) >= 0 && Number(least) <= Number(most) && Number(most) <= options;
  if (fits && Number(most) >= 1) return;
  const message = `Cannot choose ${textOf(least)} to ${textOf(most)} of ${options}`;
  faults.push({ path: at(path, 'max_values'), code: 'SELECT_VALUES_OUT_OF_RANGE', message });
}

/** Checks the entries to choose from and says how many there are. */
export function checkOptions(
  faults: FormFaults,
  path: string,
  parent: Json,
  size = { min: 1, max: 25 },
): number {
  const place = at(path, 'options');
  const options = checkObjects(faults, place, parent['options'], size);
  for (const { path: own, value: option } of options) {
    checkText(faults, at(own, 'label'), option['label'], { min: 1, max: 100 });
    checkText(faults, at(own, 'value'), option['value'], { min: 1, max: 100 });
    checkText(faults, at(own, 'description'), option['description'], { max: 100 });
  }
  if (new Set(options.map(({ value }) => value['value'])).size < options.length) {
    const message = 'The specified option value is already used';
    faults.push({ path: place, code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', message });
  }
  return options.length;
}
