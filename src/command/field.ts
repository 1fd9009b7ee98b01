import type { InputField } from './definition.ts';

export type FieldShape = {
  kind: 'text' | 'number' | 'boolean' | 'choice';
  isRequired: boolean;
  /** The allowed values of a choice; empty for every other kind. */
  choices: readonly string[];
};

/** What a surface has to know of one option to ask for it. */
export function shapeOf(field: InputField): FieldShape {
  const isRequired = field.type !== 'optional' && field.type !== 'default';
  const scalar = 'unwrap' in field ? field.unwrap() : field;
  if (scalar.type === 'enum') {
    return { kind: 'choice', isRequired, choices: scalar.options.map(String) };
  }
  const kind = scalar.type === 'string' ? 'text' : scalar.type;
  return { kind, isRequired, choices: [] };
}

const yes = ['true', 'yes', 'on', '1'];
const no = ['false', 'no', 'off', '0'];

/** Typed text as the field's kind of value; undefined when it cannot be read so. */
export function readValue(field: FieldShape, text: string): string | number | boolean | undefined {
  const lower = text.trim().toLowerCase();
  switch (field.kind) {
    case 'text':
      return text;
    case 'choice':
      return field.choices.find((choice) => choice.toLowerCase() === lower);
    case 'boolean':
      if (yes.includes(lower)) return true;
      return no.includes(lower) ? false : undefined;
    case 'number':
      return readNumber(lower);
  }
}

/** "12", "-1.5" and "#12", as people write the number of a card. */
function readNumber(text: string): number | undefined {
  const digits = /^#?([-+]?\d+(?:\.\d+)?)$/.exec(text)?.[1];
  if (digits === undefined) return undefined;
  const value = Number(digits);
  return Number.isFinite(value) ? value : undefined;
}
