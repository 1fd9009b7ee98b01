import type { BookFacts, FieldName } from './facts.ts';
import type { BookQuery, MetadataProvider } from './provider.ts';

/** What a person misses first in a book; the rest is taken as it comes. */
export const wantedFields: readonly FieldName[] = [
  'title',
  'authors',
  'narrators',
  'series',
  'publishedYear',
  'publisher',
  'durationMinutes',
  'description',
];

/** Custom providers first, the heaviest of them leading; then the built-in ones in the given order. */
export function inOrder(
  providers: readonly MetadataProvider[],
  order: readonly string[],
): MetadataProvider[] {
  const custom = providers.filter(({ name }) => isCustom(name));
  const builtIn = order.flatMap((name) => providers.find((one) => one.name === name) ?? []);
  return [...custom.toSorted((a, b) => b.weight - a.weight), ...builtIn];
}

export function isCustom(name: string): boolean {
  return name.startsWith('custom:');
}

/** Whether a provider can add to what is wanted: a field that fewer than `agreement` sources told. */
export function isWorthAsking(
  { answers, canAsk }: Pick<MetadataProvider, 'answers' | 'canAsk'>,
  query: BookQuery,
  { told, wanted, agreement }: Progress,
): boolean {
  if (!canAsk(query)) return false;
  const open = wanted.filter((field) => tellers(told, field) < agreement);
  return open.some((field) => answers.includes(field));
}

export type Progress = {
  told: readonly BookFacts[];
  wanted: readonly FieldName[];
  agreement: number;
};

function tellers(told: readonly BookFacts[], field: FieldName): number {
  return told.filter((facts) => facts[field] !== undefined).length;
}
