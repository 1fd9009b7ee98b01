import { plainText } from './text.ts';

/** Names of `{"<id>": "Name"}`, in the order of their ids; anything else in it is left out. */
export function readNames(value: unknown): string[] {
  return entries(value)
    .map(nameOf)
    .filter((name) => name !== '');
}

/** Series of `{"<id>": ["Name", "01-16, 13.5", …]}`; a bare name has no position. */
export function readSeries(value: unknown): { name: string; position: string | null }[] {
  const pairs = entries(value).map((entry) => (Array.isArray(entry) ? entry : [entry]));
  return pairs
    .map(([name, position]) => ({ name: nameOf(name), position: nameOf(position) || null }))
    .filter(({ name }) => name !== '');
}

function entries(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

function nameOf(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? plainText(value) : '';
}
