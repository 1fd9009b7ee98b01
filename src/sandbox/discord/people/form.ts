import { componentTypes as types } from '../component.ts';
import type { Modal } from '../interaction.ts';
import type { DiscordState } from '../state.ts';
import { type FormField, type FormValue, fillField, isRequired } from './form-value.ts';
import type { Resolved } from './resolve.ts';

/** What a person fills in, by the label or the custom id of each field. */
export type FormValues = Record<string, FormValue>;

/** The form as text. */
export function showModal(modal: Modal): string {
  const lines = modal.components.flatMap((part) =>
    part.type === types.textDisplay ? [part.content ?? ''] : fieldsOf([part]).flatMap(showField),
  );
  return [`# ${modal.title}`, ...lines, '[ Submit ]'].join('\n');
}

function showField({ label, description, input }: FormField): string[] {
  return [
    `${label}${isRequired(input) ? ' *' : ''}: ${input.value ?? ''}`.trimEnd(),
    ...(description === null ? [] : [`  ${description}`]),
    ...(input.options ?? []).map((option) => `  ○ ${option.label}`),
  ];
}

/** The `data` of a filled form; throws where the Discord app would not let a person submit. */
export function formData(
  state: DiscordState,
  modal: Modal,
  values: FormValues,
): Record<string, unknown> {
  const resolved: Resolved = {};
  const names = Object.keys(values);
  const all = fieldsOf(modal.components);
  for (const name of names) {
    if (!all.some((field) => isNamed(field, name))) throw new Error(`The form has no ${name}`);
  }
  const fill = (field: FormField) => {
    const name = names.find((one) => isNamed(field, one));
    const { type, id, custom_id } = field.input;
    const value = name === undefined ? undefined : values[name];
    return { type, id, custom_id, ...fillField(state, resolved, field, value) };
  };
  const components = modal.components.map((part) => {
    const frame = { type: part.type, id: part.id };
    const filled = fieldsOf([part]).map(fill);
    if (part.type === types.row) return { ...frame, components: filled };
    return part.type === types.label ? { ...frame, component: filled[0] } : frame;
  });
  return { custom_id: modal.customId, components, resolved };
}

/** The fields inside labels, and inside the rows of older forms. */
function fieldsOf(components: Modal['components']): FormField[] {
  return components.flatMap(({ label = '', description = null, component, components: inside }) => {
    if (component) return [{ label, description, input: component }];
    return (inside ?? []).map((input) => ({ label: input.label ?? '', description, input }));
  });
}

function isNamed({ label, input }: FormField, name: string): boolean {
  return label === name || input.custom_id === name;
}
