import { UserError } from '../errors.ts';
import { foldWords } from '../library/text.ts';

/** The site's categories of audiobooks, by their numbers. */
const names: Record<number, string> = {
  39: 'Action/Adventure',
  40: 'Crime/Thriller',
  41: 'Fantasy',
  42: 'General Fiction',
  43: 'Horror',
  44: 'Juvenile',
  45: 'Literary Classics',
  46: 'Romance',
  47: 'Science Fiction',
  48: 'Western',
  49: 'Art',
  50: 'Biographical',
  51: 'Computer/Internet',
  52: 'General Non-Fic',
  53: 'Self-Help',
  54: 'History',
  55: 'Home/Garden',
  56: 'Language',
  57: 'Math/Science/Tech',
  58: 'Pol/Soc/Relig',
  59: 'Recreation',
  83: 'Business',
  84: 'Instructional',
  85: 'Medical',
  87: 'Mystery',
  88: 'Philosophy',
  89: 'Travel/Adventure',
  97: 'Crafts',
  98: 'Historical Fiction',
  99: 'Humor',
  100: 'True Crime',
  106: 'Food',
  108: 'Urban Fantasy',
  111: 'Young Adult',
  119: 'Nature',
};
const folded = Object.entries(names).map(([id, name]) => ({
  id: Number(id),
  name: foldWords(name),
}));

/**
 * The numbers of the categories a person means by a number, a name or the beginnings of its words: "41",
 * "fantasy", "sci fi". Throws UserError when there is none.
 */
export function categoryIds(text: string): number[] {
  if (/^\d{1,5}$/.test(text.trim())) return [Number(text)];
  const wanted = foldWords(text);
  const same = folded.find(({ name }) => name === wanted);
  if (same) return [same.id];
  const words = wanted.split(' ');
  const found = folded.filter(({ name }) => words.every((word) => hasWord(name, word)));
  if (wanted !== '' && found.length > 0) return found.map(({ id }) => id);
  throw new UserError(
    'bad_input',
    `The tracker has no audiobook category "${text.trim()}".`,
    `It has: ${Object.values(names).toSorted().join(', ')}.`,
  );
}

function hasWord(name: string, start: string): boolean {
  return name.split(' ').some((word) => word.startsWith(start));
}
