/** Membership of a series; `sequence` as the library has it: "3", "0.5", "1-2", or null. */
export type SeriesPlace = { name: string; sequence: string | null };

/** The names in a list of texts or `{ name }`; without a list, those in a text joined by ", ". */
export function parseNames(list: unknown, joined: string | null): string[] {
  const values: unknown[] = Array.isArray(list) ? list : (joined?.split(', ') ?? []);
  return values.flatMap((value) => nonBlank(value) ?? nonBlank(fieldOf(value, 'name')) ?? []);
}

/**
 * The series of an item: a list of `{ name, sequence }` or "Name #3", one such object, or the
 * joined text "A #1, B #2", where a comma ends a name only after its number.
 */
export function parseSeries(value: unknown, joined: string | null): SeriesPlace[] {
  if (Array.isArray(value)) return value.flatMap((entry) => seriesPlace(entry) ?? []);
  if (typeof value === 'object' && value !== null) return parseSeries([value], null);
  const text = nonBlank(value) ?? joined;
  return text === null ? [] : parseSeries(text.split(/(?<=#[^\s,]+),\s*/), null);
}

function seriesPlace(entry: unknown): SeriesPlace | null {
  const text = nonBlank(entry);
  if (text !== null) return namedPlace(text);
  const name = nonBlank(fieldOf(entry, 'name'));
  if (name === null) return null;
  const sequence = fieldOf(entry, 'sequence');
  return { name, sequence: nonBlank(typeof sequence === 'number' ? String(sequence) : sequence) };
}

function namedPlace(text: string): SeriesPlace {
  const cut = text.lastIndexOf(' #');
  const sequence = cut > 0 ? nonBlank(text.slice(cut + 2)) : null;
  if (sequence === null || /\s/.test(sequence)) return { name: text, sequence: null };
  return { name: text.slice(0, cut).trimEnd(), sequence };
}

function nonBlank(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text;
}

function fieldOf(value: unknown, key: 'name' | 'sequence'): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Partial<Record<typeof key, unknown>>)[key];
}
