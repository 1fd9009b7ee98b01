import { z } from 'zod';
import type { Command, InputField } from '../command/definition.ts';

/**
 * Words of an address as the numbers and booleans the command takes. Anything else stays as it is,
 * for the command to refuse.
 */
export function coerced(
  { input: { shape } }: Command,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const entries = Object.entries(values).map(([name, value]) => {
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
    return [name, field && typeof value === 'string' ? coerce(value, field) : value] as const;
  });
  return Object.fromEntries(entries);
}

function coerce(word: string, field: InputField): unknown {
  const { type } = scalarOf(field).def;
  if (type === 'number' && /^-?\d+(\.\d+)?$/.test(word)) return Number(word);
  if (type === 'boolean' && (word === 'true' || word === 'false')) return word === 'true';
  return word;
}

function scalarOf(field: InputField) {
  return field instanceof z.ZodOptional || field instanceof z.ZodDefault ? field.unwrap() : field;
}
