import { isNovella } from '../../books.ts';
import {
  numberWord,
  romanNumeral,
  shortSeries,
  type Subject,
  type UploadNoise,
} from '../../subject.ts';

const genreLines = ['A Novel', 'A Thriller', 'A LitRPG Adventure', 'An Epic Fantasy Adventure'];
const editions = [
  '10th Anniversary Edition',
  'Tenth Anniversary Edition',
  'Twenty-Fifth Anniversary Edition',
  'Remastered',
  'Special Edition',
  'Revised Edition',
  '2nd Edition',
];

/** What the title is built of: where its series and number stand, and what stands beside it. */
export const titleNoise: UploadNoise[] = [
  retitled('series-prefix', (title, { series, number, padded, random }) =>
    random.pick([
      `${series}: ${title}`,
      `${series} ${padded} - ${title}`,
      `${series}, Book ${number}: ${title}`,
      `${series} #${number} - ${title}`,
      `${series} - ${title}`,
      `Book ${number} - ${title}`,
      `(${series} ${number}) ${title}`,
    ]),
  ),
  retitled('series-suffix', (title, { series, fullSeries, number, random }) =>
    random.pick([
      `${title} (${fullSeries} #${number})`,
      `${title} (${series}, Book ${number})`,
      `${title}: ${fullSeries}, Book ${number}`,
      `${title}, Book ${number}`,
      `${title} [${series} ${number}]`,
      `${title} - ${series} Book ${number}`,
    ]),
  ),
  retitled('number-word', (title, { series, fullSeries, word, random }) =>
    word === null
      ? null
      : random.pick([
          `${title}: Book ${word} of ${fullSeries}`,
          `${title} (${series}, Book ${word})`,
          `${series} Book ${word}: ${title}`,
        ]),
  ),
  retitled('roman-number', (title, { series, roman, random }) =>
    roman === null
      ? null
      : random.pick([
          `${title} (${series}, Book ${roman})`,
          `${series} ${roman}: ${title}`,
          `${title} (${series} Vol. ${roman})`,
        ]),
  ),
  {
    name: 'volume-form',
    apply(upload, { book, random }) {
      if (!book.isNumbered || book.series === null || book.position === null) return null;
      const { series, position: number } = book;
      const [word, roman] = [numberWord(number), romanNumeral(number)];
      const forms = [
        `${series}, Book ${number}`,
        `${series}: Book ${word}`,
        `${series} ${roman}`,
        `${series}, Vol. ${number}`,
        `${series} #${number}`,
        `${series} Book ${word}`,
        `${series} ${number}: A LitRPG Adventure`,
        `${series} (Volume ${number})`,
        `${series} - ${number.padStart(2, '0')}`,
      ];
      return { ...upload, title: random.pick(forms) };
    },
  },
  {
    name: 'article-moved',
    apply: (upload) => changeTitle(upload, upload.title.replace(/^(The|A|An) (.+)$/, '$2, $1')),
  },
  {
    name: 'article-dropped',
    apply: (upload) => changeTitle(upload, upload.title.replace(/^(?:The|A|An) (?=.{5})/, '')),
  },
  {
    name: 'genre-line',
    apply: (upload, { random }) =>
      changeTitle(upload, `${upload.title}: ${random.pick(genreLines)}`),
  },
  {
    name: 'edition-label',
    apply(upload, { random }) {
      const label = random.pick(editions);
      const { title } = upload;
      return changeTitle(
        upload,
        random.pick([`${title} (${label})`, `${title}: ${label}`, `${title} [${label}]`]),
      );
    },
  },
  {
    name: 'author-in-title',
    apply(upload, { book, random }) {
      const [author = ''] = book.authors;
      const { title } = upload;
      return changeTitle(
        upload,
        random.pick([`${author} - ${title}`, `${title} by ${author}`, `${title} - ${author}`]),
      );
    },
  },
  {
    name: 'author-in-title-only',
    takesEvidence: true,
    apply: (upload, { book }) => ({
      ...upload,
      title: `${book.authors[0]} - ${upload.title}`,
      authors: [],
    }),
  },
  {
    name: 'retitled',
    needsEvidence: true,
    apply(upload, { book, asin, random }) {
      if (book.otherTitles.length === 0) return null;
      const isByAsin = book.series === null || random.isLucky(0.5);
      const isbn = isByAsin ? `ASIN:${asin}` : upload.isbn;
      return { ...upload, title: random.pick(book.otherTitles), isbn };
    },
  },
];

type Parts = {
  series: string;
  fullSeries: string;
  number: string;
  padded: string;
  word: string | null;
  roman: string | null;
  random: Subject['random'];
};

/** Only for a book with a name and a place of its own: a volume without name has its own forms. */
function retitled(
  name: string,
  write: (title: string, parts: Parts) => string | null,
): UploadNoise {
  return {
    name,
    apply(upload, { book, random }) {
      const { series, position, isNumbered } = book;
      if (
        series === null ||
        position === null ||
        isNumbered ||
        upload.title.includes(shortSeries(series))
      )
        return null;
      const padded = isNovella(book) ? position : position.padStart(2, '0');
      const [word, roman] = [numberWord(position), romanNumeral(position)];
      const parts = {
        series: shortSeries(series),
        fullSeries: series,
        number: position,
        padded,
        word,
        roman,
        random,
      };
      const title = write(upload.title, parts);
      return title === null ? null : { ...upload, title };
    },
  };
}

function changeTitle<T extends { title: string }>(upload: T, title: string): T | null {
  return title === upload.title ? null : { ...upload, title };
}
