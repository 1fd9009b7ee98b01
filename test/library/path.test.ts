import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { libraryPath, type PathBook } from '../../src/library/path.ts';
import { safePart } from '../../src/library/safe-part.ts';
import { readPathTemplate } from '../../src/settings/path-template.ts';

const book = (changes: Partial<PathBook> = {}): PathBook => ({
  title: 'The Title',
  authors: ['Ann Author'],
  narrators: ['Nora Voice'],
  series: { name: 'The Series', position: '1' },
  ...changes,
});

test('puts a book of a series below author and series, with position and narrator', () => {
  const path = libraryPath(book());

  expect(path).toEqual(['Ann Author', 'The Series', '01 - The Title {Nora Voice}']);
});

test('puts a book without series directly below its author', () => {
  const path = libraryPath(book({ series: null }));

  expect(path).toEqual(['Ann Author', 'The Title {Nora Voice}']);
});

test('leaves the braces out when no narrator is known', () => {
  const path = libraryPath(book({ narrators: [], series: null }));

  expect(path).toEqual(['Ann Author', 'The Title']);
});

test.each([
  [['A B'], 'A B'],
  [['A B', 'C D'], 'A B, C D'],
  [['A B', 'C D', 'E F'], 'A B, C D and others'],
  [['A B', ' ', 'C D'], 'A B, C D'],
  [['A/B'], 'A-B'],
  [[], 'Unknown author'],
  [['...'], 'Unknown author'],
])('writes the authors %j as %j', (authors, expected) => {
  const [author] = libraryPath(book({ authors }));

  expect(author).toBe(expected);
});

test.each([
  ['1', '01'],
  ['01', '01'],
  ['10', '10'],
  ['100', '100'],
  ['0', '00'],
  ['1.5', '01.5'],
  ['0.5', '00.5'],
  ['12.75', '12.75'],
  ['1-3', '01-03'],
  [' 2 ', '02'],
  ['1/2', '01-2'],
])('writes the position %j as %j', (position, expected) => {
  const path = libraryPath(book({ series: { name: 'S', position } }));

  expect(path.at(-1)).toBe(`${expected} - The Title {Nora Voice}`);
});

test.each([null, '', ' '])('leaves the position %j out but keeps the series', (position) => {
  const path = libraryPath(book({ series: { name: 'S', position } }));

  expect(path).toEqual(['Ann Author', 'S', 'The Title {Nora Voice}']);
});

test('keeps only the narrator in braces', () => {
  const path = libraryPath(book({ title: 'Odd {Title}', narrators: ['N {X}'], series: null }));

  expect(path.at(-1)).toBe('Odd (Title) {N (X)}');
});

describe('another template', () => {
  const pathOf = (template: string, changes: Partial<PathBook> = {}) =>
    libraryPath(book(changes), readPathTemplate(template)).join('/');
  const unknown = { series: null, narrators: [] };
  const unnumbered = { series: { name: 'The Series', position: null } };

  test.each([
    ['{author}/{title}', 'Ann Author/The Title', 'Ann Author/The Title'],
    ['{author} - {title}', 'Ann Author - The Title', 'Ann Author - The Title'],
    ['Books/{author}/{title}', 'Books/Ann Author/The Title', 'Books/Ann Author/The Title'],
    [
      '{author}/{series}/{title} ({narrator})',
      'Ann Author/The Series/The Title (Nora Voice)',
      'Ann Author/The Title',
    ],
    [
      '{author}/{title} - {series} {position} [{narrator}]',
      'Ann Author/The Title - The Series 01 [Nora Voice]',
      'Ann Author/The Title',
    ],
    [
      '{author}/{series} {position} - {title}',
      'Ann Author/The Series 01 - The Title',
      'Ann Author/The Title',
    ],
    [
      '{author}/Book {position} - {title}',
      'Ann Author/Book 01 - The Title',
      'Ann Author/The Title',
    ],
    [
      '{author}/{title}, read by {narrator}',
      'Ann Author/The Title, read by Nora Voice',
      'Ann Author/The Title',
    ],
  ])('%s leaves no gap for what is not known', (template, full, bare) => {
    expect([pathOf(template), pathOf(template, unknown)]).toEqual([full, bare]);
  });

  test('leaves a number that is not known out without its dash', () => {
    expect(pathOf('{author}/{series}/{position} - {title}', unnumbered)).toBe(
      'Ann Author/The Series/The Title',
    );
  });

  test('gives every field of one long folder some room', () => {
    const long = (word: string) => `${word} `.repeat(60);

    const [folder = ''] = libraryPath(
      {
        title: long('title'),
        authors: [long('author')],
        narrators: [long('voice')],
        series: { name: long('series'), position: '7' },
      },
      readPathTemplate('{author} - {series} {position} - {title} {{narrator}}'),
    );

    expect(Buffer.byteLength(folder)).toBeLessThanOrEqual(200);
    expect(folder).toMatch(/^author .* - series .* 07 - title .* \{voice .*\}$/);
  });
});

describe('a safe part', () => {
  test.each([
    ['a/b\\c:d*e?f"g<h>i|j', 'a-b-c-d-e-f-g-h-i-j'],
    ['tab\tnul\0del\u007f', 'tab-nul-del-'],
    ['e\u0301', '\u00e9'],
    ['two\u00a0\u2003 spaces', 'two spaces'],
    ['...And Justice', 'And Justice'],
    ['ends with dots. . .', 'ends with dots'],
    ['..', ''],
    ['.', ''],
    ['../../etc/passwd', '-..-etc-passwd'],
    ['right\u202eleft\u200b\ufeff', 'rightleft'],
    ['CON', 'CON-'],
    ['con.txt', 'con-.txt'],
    ['Lpt1 .x', 'Lpt1- .x'],
    ['Console', 'Console'],
    ['half \ud83d', 'half \ufffd'],
  ])('of %j is %j', (text, expected) => {
    const part = safePart(text);

    expect(part).toBe(expected);
  });

  test('is cut between characters as people see them', () => {
    const family = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}';

    const part = safePart(family.repeat(20));

    expect(part).toBe(family.repeat(11));
  });
});

test('shortens a long title before its narrator', () => {
  const path = libraryPath(book({ title: 'word '.repeat(100) }));

  expect(path.at(-1)).toMatch(/^01 - word .* \{Nora Voice\}$/);
  expect(Buffer.byteLength(path.at(-1) ?? '')).toBeGreaterThan(190);
});

test('shortens long narrators inside their braces and leaves room for the title', () => {
  const long = book({ title: 'title '.repeat(50), narrators: ['voice '.repeat(50)] });

  const path = libraryPath(long);

  expect(path.at(-1)).toMatch(/^01 - title title title .* \{voice voice .*\}$/);
});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom('.', ' ', '/', '..', 'CON', 'nul', '{', '}', '\0', '\u202e', 'é', '\u0301'),
    )
    .map((parts) => parts.join('')),
  fc
    .array(fc.constantFrom('\ud83d', '\ude00', 'a', '\u0301', '\u200d'))
    .map((parts) => parts.join('')),
);

const unsafe = /^[. ]|[. ]$|[/\\:*?"<>|\p{Cc}]|^(?:con|prn|aux|nul|com\d|lpt\d) *(?:\.|$)/iu;

test('is safe, short, normalised and idempotent for any text', () => {
  fc.assert(
    fc.property(text, (input) => {
      const part = safePart(input);

      expect(part).not.toMatch(unsafe);
      expect(Buffer.byteLength(part)).toBeLessThanOrEqual(200);
      expect(part.isWellFormed()).toBe(true);
      expect(part.normalize('NFC')).toBe(part);
      expect(safePart(part)).toBe(part);
    }),
    { numRuns: 2000 },
  );
});

const fields = ['author', 'series', 'position', 'title', 'narrator'];
const piece = fc.oneof(
  fc.constantFrom(...fields.flatMap((name) => [`{${name}}`, `{{${name}}}`, `({${name}})`])),
  fc.stringMatching(/^[A-Za-z ,.-]{1,5}$/),
);
const template = fc
  .tuple(
    fc.array(
      fc.array(piece, { minLength: 1, maxLength: 4 }).map((parts) => `x${parts.join('')}`),
      { maxLength: 2 },
    ),
    fc.array(piece, { maxLength: 4 }),
  )
  .map(([folders, last]) => [...folders, `${last.join('')}{title}`].join('/'));

test('gives only safe parts, none empty, for any book and any template', () => {
  const anyBook = fc.record({
    title: text,
    authors: fc.array(text, { maxLength: 3 }),
    narrators: fc.array(text, { maxLength: 3 }),
    series: fc.option(fc.record({ name: text, position: fc.option(text) })),
  });

  fc.assert(
    fc.property(anyBook, template, (input, wanted) => {
      fc.pre(canBeRead(wanted));
      const path = libraryPath(input, readPathTemplate(wanted));

      expect(path.length).toBeGreaterThan(0);
      expect(path.map((part) => safePart(part))).toEqual(path);
      expect(path.filter((part) => part === '' || unsafe.test(part))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

function canBeRead(wanted: string): boolean {
  try {
    return readPathTemplate(wanted).length > 0;
  } catch {
    return false;
  }
}

test('gives only safe parts, none empty, for any book', () => {
  const anyBook = fc.record({
    title: text,
    authors: fc.array(text, { maxLength: 3 }),
    narrators: fc.array(text, { maxLength: 3 }),
    series: fc.option(fc.record({ name: text, position: fc.option(text) })),
  });

  fc.assert(
    fc.property(anyBook, (input) => {
      const path = libraryPath(input);

      expect(path.length === 2 || path.length === 3).toBe(true);
      expect(path.map((part) => safePart(part))).toEqual(path);
      expect(path.filter((part) => part === '' || unsafe.test(part))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
