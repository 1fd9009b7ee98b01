import type { ListItem } from '../command/reply.ts';

const mostNamed = 5;

/** The report of a run as lines that people read. */
export function reportItems(report: Readonly<Record<string, unknown>>): ListItem[] {
  return Object.entries(report).map(([name, value]) => ({
    text: `${name.replaceAll('_', ' ')}: ${textOf(value)}`,
  }));
}

function textOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return value.toLocaleString('en-US');
  if (Array.isArray(value)) return listText(value);
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null) return pairsText(Object.entries(value));
  return 'unknown';
}

function listText(values: readonly unknown[]): string {
  if (values.length === 0) return 'none';
  const more = values.length - mostNamed;
  const named = values.slice(0, mostNamed).map(textOf).join('; ');
  return more > 0 ? `${named}; … and ${more} more` : named;
}

function pairsText(pairs: readonly (readonly [string, unknown])[]): string {
  if (pairs.length === 0) return 'none';
  return pairs.map(([name, value]) => `${name.replaceAll('_', ' ')} ${textOf(value)}`).join(', ');
}
