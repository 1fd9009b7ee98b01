import { UserError } from '../errors.ts';
import type { BookFacts, SeriesPlace } from './facts.ts';

/** The fields of a book as a person types them. */
export type TypedValues = {
  title?: string | undefined;
  subtitle?: string | undefined;
  author?: string | undefined;
  narrator?: string | undefined;
  series?: string | undefined;
  position?: string | undefined;
  publisher?: string | undefined;
  year?: number | undefined;
  language?: string | undefined;
  isbn?: string | undefined;
  asin?: string | undefined;
  description?: string | undefined;
};

/** Reads lists and series from their texts; throws UserError for a place without its one series. */
export function readValues(typed: TypedValues): BookFacts {
  const { author, narrator, series, position, year, ...texts } = typed;
  const plain = Object.entries(texts).filter(([, text]) => text !== undefined);
  return {
    ...Object.fromEntries(plain),
    ...(author === undefined ? {} : { authors: listOf(author) }),
    ...(narrator === undefined ? {} : { narrators: listOf(narrator) }),
    ...(series === undefined && position === undefined
      ? {}
      : { series: seriesOf(series ?? '', position) }),
    ...(year === undefined ? {} : { publishedYear: year }),
  };
}

function listOf(text: string): string[] {
  const names = text.split(/[,;]/).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

function seriesOf(text: string, position: string | undefined): SeriesPlace[] {
  const places = text.split(';').flatMap((part) => {
    const [, name = '', sequence] = /^\s*(.*?)(?:\s*#\s*(\S+))?\s*$/.exec(part) ?? [];
    return name === '' ? [] : [{ name, sequence: sequence ?? null }];
  });
  const [only] = places;
  if (position === undefined && only) return places;
  if (only && places.length === 1) return [{ ...only, sequence: position ?? only.sequence }];
  throw new UserError(
    'bad_input',
    'A place needs the one series it is in.',
    'For instance series:"Discworld" position:5.',
  );
}
