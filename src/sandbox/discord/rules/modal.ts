import { isObject } from '../../http.ts';
import { selectTypes, componentTypes as types } from '../component.ts';
import { at, checkObjects, checkOneOf, checkText, type FormFaults } from '../form.ts';
import { type CustomIds, checkCustomId, checkOptions, checkSelect } from './components.ts';

type Json = Record<string, unknown>;

const inLabel = [
  types.textInput,
  ...selectTypes,
  types.fileUpload,
  types.radioGroup,
  types.checkboxGroup,
  types.checkbox,
];

/** A title, a custom id and one to five components, each a label around one field. */
export function checkModal(faults: FormFaults, modal: Json): void {
  checkText(faults, 'custom_id', modal['custom_id'], { min: 1, max: 100 });
  checkText(faults, 'title', modal['title'], { min: 1, max: 45 });
  const ids: CustomIds = new Set();
  for (const { path, value: part } of checkObjects(faults, 'components', modal['components'], {
    min: 1,
    max: 5,
  })) {
    checkOneOf(faults, at(path, 'type'), part['type'], [types.row, types.label, types.textDisplay]);
    if (part['type'] === types.label) checkLabel(faults, path, part, ids);
    if (part['type'] === types.row) checkOldRow(faults, path, part, ids);
    if (part['type'] === types.textDisplay) {
      checkText(faults, at(path, 'content'), part['content'], { min: 1, max: 4000 });
    }
  }
}

function checkLabel(faults: FormFaults, path: string, label: Json, ids: CustomIds): void {
  checkText(faults, at(path, 'label'), label['label'], { min: 1, max: 45 });
  checkText(faults, at(path, 'description'), label['description'], { max: 100 });
  const place = at(path, 'component');
  const { component } = label;
  if (!isObject(component)) {
    faults.push({ path: place, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' });
    return;
  }
  checkOneOf(faults, at(place, 'type'), component['type'], inLabel);
  if (component['disabled'] === true) {
    const message = 'Components of a modal cannot be disabled';
    faults.push({ path: at(place, 'disabled'), code: 'COMPONENT_DISABLED_IN_MODAL', message });
  }
  checkInput(faults, place, component, ids);
}

function checkInput(faults: FormFaults, path: string, input: Json, ids: CustomIds): void {
  const { type } = input;
  if (type === types.textInput) return checkTextInput(faults, path, input, ids);
  if (selectTypes.includes(Number(type))) return checkSelect(faults, path, input, ids);
  checkCustomId(faults, path, input['custom_id'], ids);
  if (type === types.radioGroup) checkOptions(faults, path, input, { min: 2, max: 10 });
  if (type === types.checkboxGroup) checkOptions(faults, path, input, { min: 1, max: 10 });
}
/** The older form: a text input with a label of its own in a row. */
function checkOldRow(faults: FormFaults, path: string, row: Json, ids: CustomIds): void {
  const inside = checkObjects(faults, at(path, 'components'), row['components'], {
    min: 1,
    max: 1,
  });
  for (const { path: place, value: input } of inside) {
    checkOneOf(faults, at(place, 'type'), input['type'], [types.textInput]);
    checkText(faults, at(place, 'label'), input['label'], { min: 1, max: 45 });
    checkTextInput(faults, place, input, ids);
  }
}

function checkTextInput(faults: FormFaults, path: string, input: Json, ids: CustomIds): void {
  checkCustomId(faults, path, input['custom_id'], ids);
  checkOneOf(faults, at(path, 'style'), input['style'], [1, 2]);
  checkText(faults, at(path, 'placeholder'), input['placeholder'], { max: 100 });
  checkText(faults, at(path, 'value'), input['value'], { max: 4000 });
  const { min_length: shortest = 0, max_length: longest = 4000 } = input;
  const fits = Number(shortest) >= 0 && Number(shortest) <= Number(longest);
  if (fits && Number(longest) >= 1 && Number(longest) <= 4000) return;
  const message = `Cannot take ${String(shortest)} to ${String(longest)} characters`;
  faults.push({ path: at(path, 'max_length'), code: 'NUMBER_TYPE_MAX', message });
}
