import type { Book } from './books.ts';
import type { Random } from './random.ts';

/** A book of a library as its owner has written it. */
export type Owned = {
  title: string;
  subtitle: string | null;
  authors: string[];
  series: { name: string; sequence: string | null }[];
  asin: string | null;
  /** Which answer of Audiobookshelf it comes from: lists join names in one text. */
  form: 'listed' | 'expanded';
};

/** One way in which an owner has written a book, or a book near it; null when it does not fit. */
export type ShelfWay = {
  name: string;
  own(book: Book, books: readonly Book[], random: Random): Partial<Owned> | null;
};

/** The row of an answer of Audiobookshelf. */
export function writeItem(id: string, owned: Owned): Record<string, unknown> {
  const { title, subtitle, asin } = owned;
  const people = owned.form === 'listed' ? joined(owned) : separate(owned);
  return {
    id,
    ino: '2369798',
    libraryId: 'main',
    folderId: 'audiobooks',
    path: `/audiobooks/${id}`,
    relPath: id,
    isFile: false,
    isMissing: false,
    addedAt: 1_795_166_866_843,
    updatedAt: 1_795_166_866_843,
    size: 400_000_000,
    media: {
      metadata: { title, subtitle, asin, ...people, genres: [], explicit: false, abridged: false },
      numAudioFiles: 1,
      numChapters: 30,
      duration: 36_000,
    },
  };
}

function joined({ authors, series }: Owned): object {
  const places = series.map(({ name, sequence }) =>
    sequence === null ? name : `${name} #${sequence}`,
  );
  return { authorName: authors.join(', '), narratorName: '', seriesName: places.join(', ') };
}

function separate({ authors, series }: Owned): object {
  return { authors: authors.map((name) => ({ id: 'author', name })), narrators: [], series };
}
