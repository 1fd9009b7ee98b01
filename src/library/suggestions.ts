/** A missing book with what the shelf says for it. */
export type Candidate = {
  id: number;
  title: string;
  author: string;
  series: string | null;
  position: string | null;
  /** Of the series: owned books, and released ones that are missing. */
  seriesOwned: number;
  seriesMissing: number;
  /** Whether every earlier book of the series is on the shelf. */
  isNextInSeries: boolean;
  /** Series by this author that are complete on the shelf. */
  completeSeries: readonly string[];
  authorOwned: number;
  /** The narrators of the book who read several owned ones. */
  narrators: readonly { name: string; owned: number }[];
};

export type SuggestedBook = Pick<Candidate, 'id' | 'title' | 'author' | 'series' | 'position'> & {
  reasons: string[];
};

/** From so many owned books on somebody likes an author, or a voice. */
const severalBooks = 3;
const mostByAuthor = 2;

/**
 * The books to read next, by rules alone: what completes a series, what goes on where the shelf ends,
 * more by an author whose series are complete or of whom much is owned, and voices that are owned often.
 * One of each series and two by each author at the most; the reasons say which rules it was.
 */
export function chooseSuggestions(candidates: readonly Candidate[], most: number): SuggestedBook[] {
  const ranked = candidates
    .map((book) => ({ book, reasons: reasonsFor(book), rank: rankOf(book) }))
    .filter(({ reasons }) => reasons.length > 0)
    .toSorted((a, b) => compareRanks(a.rank, b.rank) || a.book.id - b.book.id);
  const taken = new Map<string, number>();
  const chosen: SuggestedBook[] = [];
  for (const { book, reasons } of ranked) {
    if (chosen.length === most) break;
    const { id, title, author, series, position } = book;
    const [seriesKey, authorKey] = [`series ${series}`, `author ${author}`];
    const isEnough =
      (series !== null && taken.has(seriesKey)) || (taken.get(authorKey) ?? 0) >= mostByAuthor;
    if (isEnough) continue;
    taken.set(seriesKey, 1).set(authorKey, (taken.get(authorKey) ?? 0) + 1);
    chosen.push({ id, title, author, series, position, reasons });
  }
  return chosen;
}

function reasonsFor(book: Candidate): string[] {
  const { series, seriesOwned, seriesMissing, completeSeries, authorOwned } = book;
  const isLast = series !== null && seriesOwned > 1 && seriesMissing === 1;
  const isNext = series !== null && seriesOwned > 0 && book.isNextInSeries;
  return [
    ...(isLast ? [`completes ${series}`] : []),
    ...(isNext && !isLast ? [`goes on in ${series}, of which you have ${seriesOwned}`] : []),
    ...(series === null || seriesOwned === 0
      ? completeSeries.slice(0, 1).map((name) => `you have all of ${name} by ${book.author}`)
      : []),
    ...(authorOwned >= severalBooks ? [`you have ${authorOwned} books by ${book.author}`] : []),
    ...likedVoices(book).map(({ name, owned }) => `${name} reads ${owned} of your books`),
  ];
}

function likedVoices({ narrators }: Candidate) {
  return narrators.filter(({ owned }) => owned >= severalBooks);
}

/** Smaller is earlier; the first difference decides. */
function rankOf(book: Candidate): number[] {
  const { series, seriesOwned, seriesMissing, completeSeries, authorOwned } = book;
  const isLast = series !== null && seriesOwned > 1 && seriesMissing === 1;
  return [
    Number(!isLast),
    Number(!(seriesOwned > 0 && book.isNextInSeries)),
    -completeSeries.length,
    -authorOwned,
    -Math.max(0, ...likedVoices(book).map(({ owned }) => owned)),
  ];
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
