import type { Book } from './books.ts';
import { seriesOf } from './labelled.ts';
import type { Random } from './random.ts';
import { usualForm, type Upload } from './row.ts';
import { goodSound, soundTags } from './sound.ts';

/** The site's codes of the languages that occur. */
export const siteLanguages: Record<string, string> = {
  en: 'ENG',
  de: 'GER',
  fr: 'FRE',
  es: 'SPA',
  sv: 'SWE',
  it: 'ITA',
  nl: 'DUT',
  pl: 'POL',
  ru: 'RUS',
  pt: 'POR',
};
const fictionCategories = [39, 40, 41, 42, 43, 45, 46, 47, 87, 98, 108, 111];

/** A plain, good upload of a book: nothing about it is written unusually. */
export function uploadOf(book: Book, random: Random): Upload {
  return {
    ...goodSound(random),
    title: book.title,
    authors: book.authors,
    series: seriesOf(book),
    language: siteLanguages[book.language] ?? 'ENG',
    category: random.pick(fictionCategories),
    description: '',
    isAbridged: false,
    seeders: random.between(1, 300),
    cost: random.pick(['free', 'vip', 'vip', 'personal-freeleech', 'paid', 'paid', 'paid']),
    isbn: '',
    form: usualForm,
  };
}

/** Another length, and words that fit it. */
export function lasting(upload: Upload, hours: number, random: Random): Upload {
  return { ...upload, hours, tags: soundTags({ ...upload, hours }, random) };
}
