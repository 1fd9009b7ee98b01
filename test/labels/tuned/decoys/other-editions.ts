import { neighbours } from '../../books.ts';
import type { Decoy } from '../../decoy.ts';
import { narrators } from '../../people.ts';
import { bitrateText } from '../../sound.ts';
import { shortSeries } from '../../subject.ts';
import { lasting, siteLanguages, uploadOf } from '../../upload.ts';

/** Rows with the wanted text, but not as a whole, not alone, not read, not in its language or not to be had. */
export const otherEditionDecoys: Decoy[] = [
  {
    name: 'abridged',
    wrong: 'abridged',
    share: 12,
    make({ book, random }) {
      const plain = { ...uploadOf(book, random), tags: 'Fiction' };
      const title = random.pick([
        `${book.title} (Abridged)`,
        `${book.title} [Abridged]`,
        `${book.title} - Abridged`,
      ]);
      return random.pick([
        { ...plain, isAbridged: true },
        { ...plain, title },
        { ...plain, tags: 'Fiction, abridged, 3 hours' },
      ]);
    },
  },
  {
    name: 'dramatised',
    wrong: 'dramatised',
    share: 20,
    most: 2,
    make({ book, random }) {
      const plain = { ...uploadOf(book, random), tags: 'Fiction' };
      const { title } = book;
      return random.pick([
        { ...plain, title: `${title} (Dramatized Adaptation)` },
        {
          ...plain,
          title: `${title} (Part ${random.between(1, 2)} of 2) [Dramatized Adaptation]`,
          narrators: ['Full Cast'],
        },
        { ...plain, narrators: ['GraphicAudio'], tags: 'Graphic Audio 2024 M4B (128K@44kHz)' },
        {
          ...plain,
          title: `${title} [GraphicAudio]`,
          narrators: [random.pick(narrators), 'Full Cast'],
        },
        { ...plain, title: `${title} (BBC Radio Drama)` },
        { ...plain, title: `${title}: A BBC Radio 4 Full-Cast Dramatisation` },
        { ...plain, tags: 'BBC radio drama, full cast dramatisation', category: 130 },
        { ...plain, title: `${title} - Full Cast Audio Drama` },
      ]);
    },
  },
  {
    name: 'omnibus',
    wrong: 'omnibus',
    share: 40,
    most: 2,
    make({ book, books, random }) {
      const { series: name, position } = book;
      const count = neighbours(book, books).length + 1;
      if (name === null || position === null || count < 3 || Number(position) > count) return null;
      const short = shortSeries(name);
      const titles = [
        `${short} Omnibus`,
        `${short}: Books 1-${count}`,
        `The ${short} Box Set`,
        `${short} Boxed Set, Books 1-${count}`,
        `The Complete ${short}`,
        `${short} Collection`,
        `${short} Series`,
        book.title,
      ];
      const whole = Array.from({ length: count }, (_, index) => String(index + 1));
      const places = [
        `1-${count}`,
        `01-${String(count).padStart(2, '0')}`,
        whole.join(', '),
        whole.join(',\u00a0'),
        `0,5 - ${count}`,
        `0.5-${count}`,
        `1\u00a0-\u00a0${count}`,
      ];
      const series = [{ name, position: random.pick(places) }];
      return {
        ...lasting(uploadOf(book, random), 15 * Math.min(count, 8), random),
        title: random.pick(titles),
        series,
        files: count * 20,
      };
    },
  },
  {
    name: 'two-in-one',
    wrong: 'omnibus',
    share: 12,
    make({ book, books, random }) {
      const place = Number(book.position ?? Number.NaN);
      const next = neighbours(book, books).find(({ position }) => Number(position) === place + 1);
      if (book.series === null || !next || book.isNumbered) return null;
      const position = random.pick([
        `${place}-${place + 1}`,
        `${place}, ${place + 1}`,
        `${place} & ${place + 1}`,
      ]);
      const title = random.pick([
        `${book.title} / ${next.title}`,
        `${book.title} & ${next.title}`,
        `${shortSeries(book.series)}: Books ${place}-${place + 1}`,
      ]);
      return {
        ...lasting(uploadOf(book, random), 40, random),
        title,
        series: [{ name: book.series, position }],
      };
    },
  },
  {
    name: 'part-of-the-book',
    wrong: 'part',
    share: 12,
    most: 2,
    make({ book, random }) {
      const { title, series: name, position } = book;
      const count = random.between(2, 3);
      const part = random.between(1, count);
      const plain = lasting(uploadOf(book, random), 7, random);
      const titles = [
        `${title} (Part ${part} of ${count})`,
        `${title}, Part ${part}`,
        `${title} - Part ${part}/${count}`,
        `${title} [${part} of ${count}]`,
        `${title} (${part}/${count})`,
        `${title}: Part ${['One', 'Two', 'Three'][part - 1]}`,
      ];
      if (name === null || position === null || random.isLucky(0.6))
        return { ...plain, title: random.pick(titles) };
      return { ...plain, series: [{ name, position: `${position}p${part}` }] };
    },
  },
  {
    name: 'translation',
    wrong: 'language',
    share: 25,
    make({ book, random }) {
      const translation = book.translations.length > 0 ? random.pick(book.translations) : null;
      const codes = Object.entries(siteLanguages).filter(([code]) => code !== book.language);
      const [code, language] = translation
        ? [translation.language, siteLanguages[translation.language]]
        : random.pick(codes);
      const title = translation?.title ?? random.pick([book.title, `${book.title} (${code})`]);
      return { ...uploadOf(book, random), title, language: language ?? 'OTH' };
    },
  },
  {
    name: 'text-only',
    wrong: 'ebook',
    share: 12,
    make: ({ book, random }) => ({
      ...uploadOf(book, random),
      category: 63,
      fileTypes: random.pick(['epub', 'epub mobi', 'pdf']),
      narrators: [],
      files: 1,
      isMeasured: false,
      tags: 'Fantasy, retail',
      kbps: 1,
    }),
  },
  {
    name: 'nobody-has-it',
    wrong: 'no-seeders',
    share: 10,
    make: ({ book, random }) => ({ ...uploadOf(book, random), seeders: 0 }),
  },
  {
    name: 'low-bitrate',
    wrong: 'low-bitrate',
    share: 15,
    make({ book, random }) {
      const kbps = random.pick([32, 48]);
      const isMeasured = random.isLucky(0.5);
      const tags = isMeasured ? 'Unabridged' : `Unabridged, ${bitrateText(kbps, random)}`;
      return { ...uploadOf(book, random), fileTypes: 'mp3', kbps, isMeasured, tags };
    },
  },
];
