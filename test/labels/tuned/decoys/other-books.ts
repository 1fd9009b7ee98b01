import { isNovella, neighbours } from '../../books.ts';
import type { Decoy } from '../../decoy.ts';
import { guidePublishers, otherWriters } from '../../people.ts';
import { shortSeries } from '../../subject.ts';
import { lasting, uploadOf } from '../../upload.ts';

/** Rows with another text than the wanted one. */
export const otherBookDecoys: Decoy[] = [
  {
    name: 'another-book-of-the-author',
    wrong: 'other-book',
    share: 60,
    most: 3,
    make({ book, books, random }) {
      const others = books.filter(
        (other) =>
          other.title !== book.title &&
          other.series !== book.series &&
          other.authors[0] === book.authors[0],
      );
      return others.length === 0 ? null : uploadOf(random.pick(others), random);
    },
  },
  {
    name: 'another-book-of-the-series',
    wrong: 'other-book',
    share: 80,
    most: 3,
    make({ book, books, random }) {
      const others = neighbours(book, books).filter((other) => !isNovella(other));
      return others.length === 0 ? null : uploadOf(random.pick(others), random);
    },
  },
  {
    name: 'same-title-by-another-author',
    wrong: 'same-title',
    share: 20,
    make({ book, random }) {
      const series = random.pick([[], [{ name: 'Night Harbor', position: book.position ?? '1' }]]);
      return { ...uploadOf(book, random), authors: [random.pick(otherWriters)], series };
    },
  },
  {
    name: 'same-series-name-by-another-author',
    wrong: 'other-book',
    share: 6,
    make({ book, books, random }) {
      if (book.series === null || book.position === null) return null;
      const title = random.pick(books.filter(({ series }) => series === null)).title;
      const series = [{ name: book.series, position: book.position }];
      return { ...uploadOf(book, random), title, authors: [random.pick(otherWriters)], series };
    },
  },
  {
    name: 'sequel-with-the-title-inside',
    wrong: 'sequel',
    share: 20,
    make({ book, random }) {
      const { title } = book;
      const bare = title.replace(/^(?:The|A|An) /, '');
      const titles = [
        `Return to ${bare}`,
        `Beyond ${title}`,
        `${title} Reborn`,
        `Children of ${bare}`,
        `After ${title}`,
        `${title} Revisited`,
        `The Last ${bare}`,
      ];
      const place = Number(book.position ?? 1) + random.between(20, 30);
      const series = book.series === null ? [] : [{ name: book.series, position: String(place) }];
      return { ...uploadOf(book, random), title: random.pick(titles), series };
    },
  },
  {
    name: 'companion-novella',
    wrong: 'novella',
    share: 25,
    make({ book, books, random }) {
      if (book.series === null || book.position === null || isNovella(book)) return null;
      const known = neighbours(book, books).filter(isNovella);
      if (known.length > 0 && random.isLucky(0.5))
        return lasting(uploadOf(random.pick(known), random), 3, random);
      const short = shortSeries(book.series);
      const title = random.pick([
        `A ${short} Story`,
        `Tales of ${short}`,
        `${book.title}: The Lost Chapter`,
        `The ${short} Short Stories`,
      ]);
      const series = [{ name: book.series, position: `${book.position}.5` }];
      return { ...lasting(uploadOf(book, random), 2.5, random), title, series };
    },
  },
  {
    name: 'summary',
    wrong: 'summary',
    share: 15,
    most: 2,
    make({ book, random }) {
      const [author = ''] = book.authors;
      const { title } = book;
      const titles = [
        `Summary of ${title} by ${author}`,
        `Summary: ${title}`,
        `${title} - Summary & Analysis`,
        `Study Guide: ${title} by ${author}`,
        `${title} by ${author}: Conversation Starters`,
        `Key Takeaways from ${title}`,
        `A Guide to ${author}'s ${title}`,
        `Workbook for ${title}`,
        `Analysis of ${title}`,
        `${title} (Study Guide)`,
      ];
      const publisher = random.pick(guidePublishers);
      const authors = random.pick([[publisher], [publisher, author], [author]]);
      return {
        ...lasting(uploadOf(book, random), 1, random),
        title: random.pick(titles),
        authors,
        series: [],
      };
    },
  },
  {
    name: 'book-about-the-book',
    wrong: 'about',
    share: 10,
    make({ book, random }) {
      const [author = ''] = book.authors;
      const subject = book.series === null ? book.title : shortSeries(book.series);
      const titles = [
        `The World of ${subject}`,
        `The Making of ${subject}`,
        `${subject} and Philosophy`,
        `${author}: A Biography`,
        `Inside ${book.title}`,
        `${subject}: The Official Companion`,
      ];
      const writer = random.pick(otherWriters);
      return {
        ...uploadOf(book, random),
        title: random.pick(titles),
        authors: random.pick([[writer], [writer, author]]),
        series: [],
      };
    },
  },
  {
    name: 'excerpt',
    wrong: 'excerpt',
    share: 4,
    make({ book, random }) {
      const { title } = book;
      const titles = [
        `${title} (Excerpt)`,
        `${title}: Sneak Peek`,
        `${title} - Preview`,
        `${title} [Sample]`,
        `Excerpt from ${title}`,
      ];
      return {
        ...lasting(uploadOf(book, random), 0.5, random),
        title: random.pick(titles),
        files: 1,
      };
    },
  },
];
