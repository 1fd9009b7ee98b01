import type { BookFacts } from '../../src/metadata/facts.ts';

type Told = Record<string, BookFacts>;
/** `source`: whose value is taken; null when nothing is held to be true. `asks`: whether people are asked. */
type Row = [name: string, told: Told, source: string | null, asks?: 'asks'];

export const place = (name: string, sequence: string | null = null) => ({
  series: [{ name, sequence }],
});
const by = (...authors: string[]) => ({ authors });
export const read = (...narrators: string[]) => ({ narrators });
const title = (text: string) => ({ title: text });
const minutes = (durationMinutes: number) => ({ durationMinutes });
const chapters = (count: number) => ({
  chapters: Array.from({ length: count }, (_, at) => {
    return { title: `Chapter ${at + 1}`, startSeconds: at * 60, endSeconds: at * 60 + 60 };
  }),
});

/** What is said of each field of a book, and what comes of it. */
export const tables: Record<string, Row[]> = {
  title: [
    ['nobody says it', {}, null],
    ['a lone source', { tags: title('Salt') }, 'tags'],
    ['the catalogue before tags', { tags: title('Salt'), audible: title('Smoke') }, 'audible'],
    [
      'what is heard first',
      { opening: title('Salt'), hardcover: title('Smoke') },
      'opening',
      'asks',
    ],
    [
      'two against one',
      { opening: title('Ash'), audible: title('Salt'), hardcover: title('Salt') },
      'audible',
    ],
    ['the library alone', { library: title('Salt') }, 'library'],
    [
      'the library before a weak name',
      { library: title('Salt'), 'file-names': title('03 Track') },
      'library',
    ],
    [
      'a catalogue before the library',
      { library: title('Salt'), audnexus: title('Smoke') },
      'audnexus',
    ],
    [
      'the library when the catalogue is unsure',
      { library: title('Salt'), 'audnexus@0.5': title('Smoke') },
      'library',
    ],
    [
      'the library with a witness',
      { library: title('Salt'), tags: title('Salt'), 'audible@0.5': title('Ash') },
      'library',
      'asks',
    ],
    [
      'one family is one voice',
      {
        audible: title('Salt'),
        audnexus: title('Salt'),
        hardcover: title('Smoke'),
        itunes: title('Smoke'),
      },
      'hardcover',
    ],
    [
      'a subtitle is no difference',
      { audible: title('Salt: A Novel'), hardcover: title('Salt') },
      'audible',
    ],
    [
      'case and signs are none',
      { audible: title('The Salt Road'), tags: title('salt road, the') },
      'audible',
    ],
    [
      '"(Unabridged)" is none',
      { audible: title('Salt'), tags: title('Salt (Unabridged)') },
      'audible',
    ],
    [
      'another number is one',
      { audible: title('Salt 2'), hardcover: title('Salt 3') },
      'audible',
      'asks',
    ],
    [
      'a person',
      {
        person: title('Pepper'),
        audible: title('Salt'),
        hardcover: title('Salt'),
        opening: title('Salt'),
      },
      'person',
    ],
  ],
  authors: [
    [
      'the catalogue before the ear',
      { opening: by('Jon Holt'), audible: by('John Holt') },
      'audible',
    ],
    [
      'initials are one person',
      { audible: by('J. R. R. Holt'), hardcover: by('JRR Holt') },
      'audible',
    ],
    [
      '"Last, First" too',
      { tags: by('Holt, Anna'), 'google-books': by('Anna Holt') },
      'google-books',
    ],
    ['another author', { audible: by('Anna Holt'), hardcover: by('Tom Reed') }, 'audible', 'asks'],
    [
      'two against one',
      { audible: by('Tom Reed'), hardcover: by('Anna Holt'), 'open-library': by('Anna Holt') },
      'hardcover',
    ],
    ['the library when nobody else knows', { library: by('Anna Holt') }, 'library'],
    ['the library against tags', { library: by('Anna Holt'), tags: by('Tom Reed') }, 'library'],
    ['a person', { person: by('Ada Lund'), audible: by('Anna Holt') }, 'person'],
  ],
  narrators: [
    ['nobody', { audible: title('Salt') }, null],
    ['a studio is nobody', { tags: read('Podium Audio') }, null],
    ['the reader beside a studio', { tags: read('Podium Audio', 'Mira Quill') }, 'tags'],
    ['Audible before tags', { audible: read('Mira Quill'), tags: read('Mira Quill') }, 'audible'],
    [
      'two spellings are one',
      { torrent: read('John McClain'), audible: read('Johnathan McClain') },
      'audible',
    ],
    [
      'another reader',
      { audible: read('Mira Quill'), torrent: read('Tom Reed') },
      'audible',
      'asks',
    ],
    [
      'another reader in the files',
      { audible: read('Mira Quill'), tags: read('Tom Reed'), 'file-names': read('Tom Reed') },
      'audible',
      'asks',
    ],
    [
      'torrent and files against Audible',
      { audible: read('Mira Quill'), tags: read('Tom Reed'), torrent: read('Tom Reed') },
      'torrent',
    ],
    [
      'more readers are no difference',
      { audible: read('Mira Quill', 'Tom Reed'), tags: read('Tom Reed') },
      'audible',
    ],
    [
      'the author who reads',
      {
        tags: { ...read('the author'), authors: ['Anna Holt'] },
        audible: { ...read('Anna Holt'), authors: ['Anna Holt'] },
      },
      'audible',
    ],
    ['only a cast', { torrent: read('Full Cast') }, 'torrent'],
    [
      'a cast and its names',
      { torrent: read('Full Cast'), audible: read('A B', 'C D', 'E F') },
      'audible',
    ],
    ['the library alone', { library: read('Mira Quill') }, 'library'],
    ['a person', { person: read('Full Cast'), audible: read('Mira Quill') }, 'person'],
  ],
  series: [
    [
      'the number of the next one',
      { audible: place('The Coast'), tags: place('The Coast', '2') },
      'audible',
    ],
    [
      'articles are no difference',
      { audible: place('The Coast', '2'), hardcover: place('Coast', '2.0') },
      'audible',
    ],
    [
      'another number',
      { audible: place('The Coast', '2'), hardcover: place('The Coast', '3') },
      'audible',
      'asks',
    ],
    [
      'a wider series',
      { audible: place('The Coast', '2'), hardcover: place('The Sea Cycle', '7') },
      'audible',
      'asks',
    ],
    [
      'one of two',
      {
        audible: {
          series: [
            { name: 'The Coast', sequence: '2' },
            { name: 'The Sea', sequence: '7' },
          ],
        },
        hardcover: place('The Sea', '7'),
      },
      'audible',
    ],
    [
      'weak names in files',
      { audible: place('The Coast', '2'), 'file-names': place('Coast', '3') },
      'audible',
    ],
    [
      'the library against file names',
      { library: place('The Coast', '2'), 'file-names': place('Audiobooks') },
      'library',
    ],
    ['a person', { person: place('The Coast', '0.5'), audible: place('The Coast', '1') }, 'person'],
  ],
  durationMinutes: [
    ['files are measured', { tags: minutes(600), audible: minutes(604) }, 'tags'],
    ['another edition', { tags: minutes(600), audible: minutes(640) }, 'tags', 'asks'],
    [
      'the library measures the same files',
      { library: minutes(600), tags: minutes(600), audible: minutes(640) },
      'tags',
      'asks',
    ],
    ['only the catalogue', { audnexus: minutes(600) }, 'audnexus'],
  ],
  isAbridged: [
    ['unknown stays unknown', { tags: title('Salt') }, null],
    ['the uploader', { torrent: { isAbridged: true } }, 'torrent'],
    [
      'against the catalogue',
      { torrent: { isAbridged: true }, audible: { isAbridged: false } },
      'audible',
      'asks',
    ],
  ],
  asin: [
    [
      'the case is no difference',
      { audible: { asin: 'B0SALT0001' }, tags: { asin: 'b0salt0001' } },
      'audible',
    ],
    [
      'two editions',
      { audible: { asin: 'B0SALT0001' }, 'file-names': { asin: 'B0SALT0002' } },
      'audible',
      'asks',
    ],
    [
      'a weak one',
      { audible: { asin: 'B0SALT0001' }, 'hardcover@0.5': { asin: 'B0SALT0002' } },
      'audible',
    ],
  ],
  isbn: [
    [
      'two forms of one',
      { audible: { isbn: '9780261103573' }, hardcover: { isbn: '0261103571' } },
      'audible',
    ],
    [
      'the printed book',
      { audible: { isbn: '9780261103573' }, 'google-books': { isbn: '9780547928227' } },
      'audible',
    ],
  ],
  publisher: [
    [
      'two publishers are no question',
      { audible: { publisher: 'Tantor' }, hardcover: { publisher: 'Tor' } },
      'audible',
    ],
    [
      'two against one',
      {
        audible: { publisher: 'Tantor' },
        hardcover: { publisher: 'Tor' },
        'google-books': { publisher: 'Tor' },
      },
      'hardcover',
    ],
  ],
  description: [
    ['the catalogue', { tags: { description: 'a' }, audnexus: { description: 'b' } }, 'audnexus'],
  ],
  publishedYear: [
    [
      'the catalogue',
      { 'open-library': { publishedYear: 1954 }, audible: { publishedYear: 2012 } },
      'audible',
    ],
  ],
  language: [
    [
      'a code is a name',
      { library: { language: 'en' }, audible: { language: 'English' } },
      'audible',
    ],
  ],
  genres: [
    [
      'the catalogue',
      { tags: { genres: ['Audiobook'] }, audnexus: { genres: ['Fantasy'] } },
      'audnexus',
    ],
  ],
  coverUrl: [
    [
      'the catalogue',
      { itunes: { coverUrl: 'https://i' }, audible: { coverUrl: 'https://a' } },
      'audible',
    ],
  ],
  chapters: [['the surest', { library: chapters(1), audnexus: chapters(12) }, 'audnexus']],
};
