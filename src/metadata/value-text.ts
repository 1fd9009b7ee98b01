import type { Chapter, FieldName, SeriesPlace } from './facts.ts';
import { plainText } from './same-value.ts';

/** What people call a field. */
export const fieldLabels: Readonly<Record<FieldName, string>> = {
  title: 'title',
  subtitle: 'subtitle',
  authors: 'author',
  narrators: 'narrator',
  series: 'series',
  publishedYear: 'year',
  publisher: 'publisher',
  language: 'language',
  durationMinutes: 'duration',
  isAbridged: 'abridged',
  isbn: 'ISBN',
  asin: 'ASIN',
  genres: 'genre',
  description: 'description',
  coverUrl: 'cover',
  chapters: 'chapters',
};

/** The name of a field that the table holds as a text. */
export function labelOf(field: string): string {
  return fieldLabels[field as FieldName] ?? field;
}

const longestText = 80;

/** A value in one short line; "none" where there is none. */
export function valueText(field: string, value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (field === 'coverUrl') return 'a picture';
  if (field === 'chapters') return `${(value as Chapter[]).length} chapters`;
  if (field === 'durationMinutes') return `${JSON.stringify(value)} minutes`;
  if (field === 'isAbridged') return value === true ? 'yes' : 'no';
  if (field === 'series') {
    const places = value as SeriesPlace[];
    return places
      .map(({ name, sequence }) => (sequence ? `${name} #${sequence}` : name))
      .join(', ');
  }
  const plain = typeof value === 'string' ? plainText(value) : JSON.stringify(value);
  const text = Array.isArray(value) ? value.join(', ') : plain;
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
}
