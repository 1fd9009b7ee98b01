/** One component of a message or modal, as it travels; which fields it has depends on its type. */
export type Component = {
  type: number;
  id?: number;
  custom_id?: string;
  label?: string;
  description?: string | null;
  style?: number;
  url?: string;
  disabled?: boolean;
  emoji?: { name?: string | null };
  components?: Component[];
  component?: Component;
  accessory?: Component;
  content?: string;
  options?: SelectOption[];
  placeholder?: string;
  min_values?: number;
  max_values?: number;
  items?: { media: { url: string }; description?: string | null }[];
  media?: { url: string };
  file?: { url: string };
  value?: string;
  required?: boolean;
  min_length?: number;
  max_length?: number;
};

export type SelectOption = {
  label: string;
  value: string;
  description?: string;
  default?: boolean;
};

export const componentTypes = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  textDisplay: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const;

export const selectTypes: readonly number[] = [3, 5, 6, 7, 8];

export const linkStyle = 5;

/** A component with everything inside it, in reading order. */
export function flatten(components: readonly Component[]): Component[] {
  return components.flatMap((one) => [
    one,
    ...flatten(one.components ?? []),
    ...flatten(one.component ? [one.component] : []),
    ...flatten(one.accessory ? [one.accessory] : []),
  ]);
}

/** Components without an id of their own get the next free number. */
export function numberComponents(components: Component[]): Component[] {
  const copies = structuredClone(components);
  const all = flatten(copies);
  const taken = new Set(all.map(({ id }) => id));
  let next = 1;
  for (const one of all) {
    if (one.id) continue;
    while (taken.has(next)) next += 1;
    one.id = next;
    next += 1;
  }
  return copies;
}
