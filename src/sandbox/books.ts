/** One audiobook as the catalogue sells it. Works and years are facts; readers, lengths and ASINs are invented. */
export type Book = {
  asin: string;
  title: string;
  author: string;
  /** `position` is what the catalogue says: "3", a range for an omnibus, empty for a companion. */
  series: { name: string; asin: string; position: string } | null;
  narrators: string[];
  /** Two or three minutes: short enough for a demo and still true of the files. */
  minutes: number;
  year: number;
  /** The tracker's category, by number. */
  category: number;
  dramatised: boolean;
  /** Days from now until it comes out; null for a book that is out. */
  dueInDays: number | null;
  /** In the sandbox library from the start. */
  owned: boolean;
};

export const categories: Record<number, string> = {
  39: 'Audiobooks - Action/Adventure',
  41: 'Audiobooks - Fantasy',
  43: 'Audiobooks - Horror',
  44: 'Audiobooks - Juvenile',
  47: 'Audiobooks - Science Fiction',
  87: 'Audiobooks - Mystery',
};

type Shelf = { author: string; category: number; series: string | null; code: string };
type Line = [
  position: string,
  title: string,
  year: number,
  narrator: string,
  state?: 'owned' | 'announced',
];

const barsoom = shelf(
  { author: 'Edgar Rice Burroughs', category: 47, series: 'Barsoom', code: 'MARS' },
  [
    ['1', 'A Princess of Mars', 1917, 'Tobias Merrow', 'owned'],
    ['2', 'The Gods of Mars', 1918, 'Tobias Merrow', 'owned'],
    ['3', 'The Warlord of Mars', 1919, 'Tobias Merrow'],
    ['4', 'Thuvia, Maid of Mars', 1920, 'Harriet Lindqvist', 'owned'],
    ['5', 'The Chessmen of Mars', 1922, 'Tobias Merrow'],
    ['6', 'The Master Mind of Mars', 1928, 'Tobias Merrow'],
    ['7', 'A Fighting Man of Mars', 1931, 'Tobias Merrow', 'announced'],
    ['1-3', 'The Barsoom Trilogy', 1919, 'Gideon Faulk'],
  ],
);

const oz = shelf({ author: 'L. Frank Baum', category: 41, series: 'Oz', code: 'OZOZ' }, [
  ['1', 'The Wonderful Wizard of Oz', 1900, 'Clara Whitcombe', 'owned'],
  ['2', 'The Marvelous Land of Oz', 1904, 'Clara Whitcombe', 'owned'],
  ['3', 'Ozma of Oz', 1907, 'Clara Whitcombe', 'owned'],
  ['4', 'Dorothy and the Wizard in Oz', 1908, 'Clara Whitcombe'],
  ['5', 'The Road to Oz', 1909, 'Clara Whitcombe', 'owned'],
  ['6', 'The Emerald City of Oz', 1910, 'Clara Whitcombe', 'owned'],
  ['7', 'The Patchwork Girl of Oz', 1913, 'Clara Whitcombe'],
  ['8', 'Tik-Tok of Oz', 1914, 'Clara Whitcombe'],
  ['', 'Little Wizard Stories of Oz', 1914, 'Owen Hartnell'],
]);

const holmes = shelf(
  { author: 'Arthur Conan Doyle', category: 87, series: 'Sherlock Holmes', code: 'HOLM' },
  [
    ['1', 'A Study in Scarlet', 1887, 'Samuel Prentiss', 'owned'],
    ['2', 'The Sign of the Four', 1890, 'Samuel Prentiss', 'owned'],
    ['3', 'The Adventures of Sherlock Holmes', 1892, 'Samuel Prentiss', 'owned'],
    ['4', 'The Memoirs of Sherlock Holmes', 1894, 'Samuel Prentiss'],
    ['5', 'The Hound of the Baskervilles', 1902, 'Marion Aldous', 'owned'],
    ['6', 'The Return of Sherlock Holmes', 1905, 'Samuel Prentiss'],
    ['7', 'The Valley of Fear', 1915, 'Marion Aldous'],
    ['7', 'The Valley of Fear (Dramatized)', 1915, 'A Full Cast'],
  ],
);

const psammead = shelf(
  { author: 'E. Nesbit', category: 44, series: 'Psammead Trilogy', code: 'PSAM' },
  [
    ['1', 'Five Children and It', 1902, 'Rosalind Tarrant', 'owned'],
    ['2', 'The Phoenix and the Carpet', 1904, 'Rosalind Tarrant'],
    ['3', 'The Story of the Amulet', 1906, 'Rosalind Tarrant', 'owned'],
  ],
);

const nemo = shelf({ author: 'Jules Verne', category: 39, series: 'Captain Nemo', code: 'NEMO' }, [
  ['1', 'Twenty Thousand Leagues Under the Sea', 1870, 'Edmund Garrick', 'owned'],
  ['2', 'The Mysterious Island', 1875, 'Edmund Garrick'],
]);

const singles = [
  ...shelf({ author: 'Robert Louis Stevenson', category: 39, series: null, code: 'STEV' }, [
    ['1', 'Treasure Island', 1883, 'Owen Hartnell', 'owned'],
    ['2', 'Strange Case of Dr Jekyll & Mr Hyde', 1886, 'Owen Hartnell'],
  ]),
  ...shelf({ author: 'H. G. Wells', category: 47, series: null, code: 'WELL' }, [
    ['1', 'The Time Machine', 1895, 'Gideon Faulk', 'owned'],
    ['2', 'The War of the Worlds', 1898, 'Gideon Faulk'],
  ]),
  ...shelf({ author: 'Mary Shelley', category: 43, series: null, code: 'SHEL' }, [
    ['1', 'Frankenstein', 1818, 'Harriet Lindqvist', 'owned'],
  ]),
];

export const books: readonly Book[] = [
  ...barsoom,
  ...oz,
  ...holmes,
  ...psammead,
  ...nemo,
  ...singles,
];

export function bookByAsin(asin: string): Book {
  const book = books.find((candidate) => candidate.asin === asin);
  if (!book) throw new RangeError(`the sandbox has no book ${asin}`);
  return book;
}

function shelf({ author, category, series, code }: Shelf, lines: Line[]): Book[] {
  return lines.map(([position, title, year, narrator, state], index) => ({
    asin: `B0${code}00${String(index + 1).padStart(2, '0')}`,
    title,
    author,
    series: series === null ? null : { name: series, asin: `B0${code}SERI`, position },
    narrators: [narrator],
    minutes: position.includes('-') ? 7 : 2 + (index % 2),
    year,
    category,
    dramatised: title.endsWith('(Dramatized)'),
    dueInDays: state === 'announced' ? 60 : null,
    owned: state === 'owned',
  }));
}
