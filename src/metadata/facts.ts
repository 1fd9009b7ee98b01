/** Membership of a series; `sequence` as a text: "3", "0.5", "1-2", or null when unknown. */
export type SeriesPlace = { name: string; sequence: string | null };
export type Chapter = { title: string; startSeconds: number; endSeconds: number };

/** What one source says of a book; what it does not tell is left out. */
export type BookFacts = {
  title?: string;
  subtitle?: string;
  authors?: string[];
  narrators?: string[];
  series?: SeriesPlace[];
  publishedYear?: number;
  publisher?: string;
  description?: string;
  genres?: string[];
  language?: string;
  isbn?: string;
  asin?: string;
  isAbridged?: boolean;
  durationMinutes?: number;
  coverUrl?: string;
  chapters?: Chapter[];
};

export type FieldName = keyof BookFacts;

/** In the order people read them. */
export const fieldNames: readonly FieldName[] = [
  'title',
  'subtitle',
  'authors',
  'narrators',
  'series',
  'publishedYear',
  'publisher',
  'language',
  'durationMinutes',
  'isAbridged',
  'isbn',
  'asin',
  'genres',
  'description',
  'coverUrl',
  'chapters',
];

/** One field as one source tells it; `confidence` from 0 to 1 that it speaks of this very book. */
export type Evidence = {
  [Field in FieldName]: {
    field: Field;
    value: NonNullable<BookFacts[Field]>;
    source: string;
    confidence: number;
    seenAt: Date;
  };
}[FieldName];

/** A field of the canonical record: whose value was taken, who agrees, and how sure that is. */
export type Decided<Value> = {
  value: Value;
  source: string;
  agreeing: string[];
  confidence: number;
  seenAt: Date;
};

/** What is held to be true of a book, field by field; an unknown field is left out. */
export type BookRecord = { [Field in FieldName]?: Decided<NonNullable<BookFacts[Field]>> };
