import { narrators, otherWriters, penNames, translators } from '../../people.ts';
import type { Random } from '../../random.ts';
import type { UploadNoise } from '../../subject.ts';

/** How the people of a book are listed. */
export const authorNoise: UploadNoise[] = [
  onNames('author-initials', (name, random) => {
    if (!/\b\p{Lu}\./u.test(name)) return name;
    return random.pick([
      name.replaceAll('.', ''),
      name.replaceAll(/\. ?/g, ' ').trim(),
      name.replaceAll('. ', '.'),
      name.replaceAll(/\.(?=\S)/g, '. '),
      name.replaceAll(/(?<=\p{Lu})\. ?(?=\p{Lu}\.)/gu, '').replaceAll('.', ''),
    ]);
  }),
  onNames('author-abbreviated', (name, random) => {
    const given = name.split(' ');
    const family = given.pop() ?? '';
    if (given.length === 0 || given.some((word) => !/^\p{Lu}/u.test(word))) return name;
    const initials = given.map((word) => word.slice(0, 1));
    return random.pick([`${initials.join('. ')}. ${family}`, `${initials.join('')} ${family}`]);
  }),
  onNames('middle-name-dropped', (name) =>
    name.replace(/^(\p{Lu}\p{Ll}+) (?:\p{Lu}\. ?)+/u, '$1 '),
  ),
  onNames('author-last-first', (name) => {
    const [, given, family] = /^(.+?) ((?:(?:Le|de|García|McCall|Ruiz) )?\S+)$/.exec(name) ?? [];
    return given === undefined ? name : `${family}, ${given}`;
  }),
  onNames('author-upper-case', (name) => name.toUpperCase()),
  onNames('author-diacritics-dropped', (name) =>
    name.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ø', 'o'),
  ),
  {
    name: 'narrator-as-author',
    apply: (upload, { random }) => {
      const narrator = upload.narrators[0] ?? random.pick(narrators);
      return { ...upload, authors: mixed(upload.authors, [narrator], random) };
    },
  },
  {
    name: 'translator-as-author',
    apply: (upload, { random }) => {
      const translator = random.pick(translators);
      const added = random.pick([
        translator,
        `${translator} - translator`,
        `${translator} (Translator)`,
      ]);
      return { ...upload, authors: mixed(upload.authors, [added], random) };
    },
  },
  {
    name: 'co-author-added',
    apply: (upload, { random }) => ({
      ...upload,
      authors: mixed(
        upload.authors,
        [random.pick(otherWriters), `${random.pick(otherWriters)} - foreword`],
        random,
      ),
    }),
  },
  {
    name: 'co-author-omitted',
    apply: (upload, { random }) =>
      upload.authors.length < 2 ? null : { ...upload, authors: [random.pick(upload.authors)] },
  },
  {
    name: 'pen-name-beside',
    apply(upload, { book, random }) {
      const names = penNames[book.authors[0] ?? ''];
      return names ? { ...upload, authors: mixed(upload.authors, names, random) } : null;
    },
  },
  {
    name: 'pen-name-only',
    needsEvidence: true,
    apply(upload, { book, asin }) {
      const names = penNames[book.authors[0] ?? ''];
      return names ? { ...upload, authors: names, isbn: asin } : null;
    },
  },
  {
    name: 'author-list-cut',
    apply: (upload, { random }) => ({
      ...upload,
      authors: [
        ...mixed(upload.authors, otherWriters.slice(0, 4), random),
        `and ${random.between(2, 17)} more`,
      ],
    }),
  },
  {
    name: 'authors-in-one-name',
    apply: (upload, { random }) =>
      upload.authors.length < 2
        ? null
        : { ...upload, authors: [upload.authors.join(random.pick([' & ', ' and ', ', ', ' / ']))] },
  },
];

function onNames(name: string, change: (author: string, random: Random) => string): UploadNoise {
  return {
    name,
    apply(upload, { random }) {
      const authors = upload.authors.map((author) => change(author, random));
      return authors.join() === upload.authors.join() ? null : { ...upload, authors };
    },
  };
}

function mixed(authors: string[], added: string[], random: Random): string[] {
  return random.isLucky(0.5) ? [...authors, ...added] : [...added, ...authors];
}
