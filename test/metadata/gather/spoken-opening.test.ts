import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSpokenOpening } from '../../../src/metadata/gather/spoken-opening.ts';

const salt = { title: 'The Salt Road', authors: ['Ines Okoro'] };
const mira = { narrators: ['Mira Quill'] };
const coast = { series: [{ name: 'Lantern Coast', sequence: '2' }] };

test.each([
  [
    'This is Audible. Podium Audio presents The Salt Road, book two of Lantern Coast, written by Ines Okoro, narrated by Mira Quill. Chapter one. The road was long.',
    { ...salt, ...mira, ...coast },
  ],
  [
    'This is Audible. The Salt Road, Lantern Coast, Book 2. By Ines Okoro. Narrated by Mira Quill. Prologue.',
    { ...salt, ...mira, ...coast },
  ],
  [
    'Lantern Coast, book two, The Salt Road, written by Ines Okoro, read by Mira Quill.',
    { ...salt, ...mira, ...coast },
  ],
  [
    'Cinder Press Audio presents The Salt Road by Ines Okoro, the second book in the Lantern Coast series, performed by Mira Quill.',
    { ...salt, ...mira, ...coast },
  ],
  [
    'Tantor presents an unabridged recording of The Salt Road by Ines Okoro. Read for you by Mira Quill.',
    { ...salt, ...mira, isAbridged: false },
  ],
  ['The Salt Road. Written and narrated by Ines Okoro.', { ...salt, narrators: ['Ines Okoro'] }],
  ['The Salt Road by Ines Okoro, read by the author.', { ...salt, narrators: ['Ines Okoro'] }],
  [
    'The Salt Road. By Ines Okoro. Narrated by Mira Quill and Tom Reed. Chapter 1.',
    { ...salt, narrators: ['Mira Quill', 'Tom Reed'] },
  ],
  [
    'The Salt Road by Ines Okoro and Jonas Falk. Read by Mira Quill, Tom Reed, and Ann Lee.',
    {
      title: 'The Salt Road',
      authors: ['Ines Okoro', 'Jonas Falk'],
      narrators: ['Mira Quill', 'Tom Reed', 'Ann Lee'],
    },
  ],
  [
    'Audible Studios presents The Salt Road, a novel by Ines Okoro. Performed by a full cast.',
    { ...salt, narrators: ['Full Cast'] },
  ],
  [
    'Harbor Audio presents The Long Water, Tidefall, book twenty-one, by J. R. R. Holt, narrated by R. C. Vane.',
    {
      title: 'The Long Water',
      authors: ['J. R. R. Holt'],
      narrators: ['R. C. Vane'],
      series: [{ name: 'Tidefall', sequence: '21' }],
    },
  ],
  [
    'The Cat, the Key and the Tower. Written by Ines Okoro. Narrated by Mira Quill.',
    { title: 'The Cat, the Key and the Tower', authors: ['Ines Okoro'], ...mira },
  ],
  [
    'The Salt Road. Written by Ines Okoro. Translated by Jonas Falk. Narrated by Mira Quill.',
    { ...salt, ...mira },
  ],
  [
    "You're listening to The Salt Road by Ines Okoro. Your narrator is Mira Quill.",
    { ...salt, ...mira },
  ],
  [
    'Harbor Audio presents The Salt Road, Book One of the Lantern Coast Trilogy. By Dr. Ines Okoro. Read by Mira Quill. Text copyright 2018 by Jonas Falk. Production copyright 2019 by Harbor Audio.',
    {
      title: 'The Salt Road',
      authors: ['Dr. Ines Okoro'],
      ...mira,
      series: [{ name: 'the Lantern Coast Trilogy', sequence: '1' }],
    },
  ],
  [
    'The Salt Road: Lantern Coast, Volume 2, by Ines Okoro. Recording by Mira Quill.',
    { ...salt, ...mira, ...coast },
  ],
  ['Narrated by Mira Quill. Chapter one. He stood by John Smith.', mira],
])('"%s" is understood', (words, facts) => {
  expect(readSpokenOpening(words)).toEqual(facts);
});

test.each([
  [''],
  ['Music.'],
  ['It was a dark night. He stood by John Smith and waited for the rain to end.'],
  ['Thank you for watching.'],
  ['the salt road by ines okoro narrated by mira quill'],
  ['Chapter one. The Salt Road was written by Ines Okoro, narrated by Mira Quill.'],
  ['We went down by the river, and the house by Miller Lane was dark.'],
  [
    'This is a recording for volunteers. For more information visit our page. Recorded in the house by the lake.',
  ],
  ['This is Audible.'],
  ['Podium Audio presents'],
])('"%s" announces no book', (words) => {
  expect(readSpokenOpening(words)).toEqual({});
});

test('a number without a name beside it leaves title and series open', () => {
  const { title, series } = readSpokenOpening(
    'Lantern Coast, book two, written by Ines Okoro, narrated by Mira Quill.',
  );

  expect([title, series]).toEqual([undefined, undefined]);
});

test('any words are read without a fault, and only their beginning', () => {
  const word = fc.constantFrom(
    ...'The Salt Road, by Ines Okoro. narrated book two of | presents audible written and , . Chapter'.split(
      ' ',
    ),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 60 }), (words) => {
      const text = words.join(' ');
      const facts = readSpokenOpening(text);
      for (const name of facts.authors ?? [])
        expect(text.replaceAll(/\s+/g, ' ')).toContain(name.split(' ')[0]);
      expect((facts.title ?? '').length).toBeLessThanOrEqual(120);
    }),
  );
});
