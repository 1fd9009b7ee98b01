import type { Random } from '../../random.ts';
import type { UploadNoise } from '../../subject.ts';

const smallNumbers: Record<string, string> = {
  'One Hundred': '100',
  Two: '2',
  Three: '3',
  Four: '4',
  Five: '5',
  Six: '6',
  Seven: '7',
  Eight: '8',
  Eighty: '80',
};
const spellings: [RegExp, string][] = [
  [/Colour/, 'Color'],
  [/Harbour/, 'Harbor'],
  [/Favor/, 'Favour'],
  [/Center/, 'Centre'],
  [/Gray/, 'Grey'],
];

/** Letters and signs of a title; the words stay. */
export const letterNoise: UploadNoise[] = [
  onTitle('upper-case', (title) => title.toUpperCase()),
  onTitle('lower-case', (title) => title.toLowerCase()),
  onTitle('small-words', (title) =>
    title.replace(/ (Of|The|And|To|In|A) /gi, (word) =>
      word.toLowerCase() === word
        ? ` ${word.trim().slice(0, 1).toUpperCase()}${word.trim().slice(1)} `
        : word.toLowerCase(),
    ),
  ),
  onTitle('apostrophe-dropped', (title) => title.replaceAll("'", '')),
  onTitle('apostrophe-curly', (title) => title.replaceAll("'", '’')),
  onTitle('punctuation', (title, random) =>
    random.pick([
      title.replaceAll(/[,!?.]/g, ''),
      title.replaceAll(': ', ' - '),
      title.replaceAll(': ', '_ '),
      title.replaceAll('-', ' '),
      title.replaceAll(' - ', ' – '),
      `${title}.`,
      title.replaceAll(/\. ?/g, ' ').trim(),
    ]),
  ),
  onTitle('ampersand', (title) =>
    title.includes(' and ') ? title.replaceAll(' and ', ' & ') : title.replaceAll(' & ', ' and '),
  ),
  onTitle('diacritics-dropped', (title) =>
    title.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ø', 'o'),
  ),
  onTitle('number-digits', (title) =>
    title.replace(
      /\b(?:One Hundred|Two|Three|Four|Five|Six|Seven|Eight|Eighty)\b/,
      (word) => smallNumbers[word] ?? word,
    ),
  ),
  onTitle('spelling', (title) =>
    spellings.reduce((text, [from, to]) => text.replace(from, to), title),
  ),
  onTitle('typo', (title, random) => mistype(title, random)),
  onTitle('two-typos', (title, random) =>
    title.length < 14 ? title : mistype(mistype(title, random), random),
  ),
  onTitle('blanks', (title) => ` ${title.replaceAll(' ', '  ')} `),
];

function onTitle(name: string, change: (title: string, random: Random) => string): UploadNoise {
  return {
    name,
    apply(upload, { random }) {
      const title = change(upload.title, random);
      return title === upload.title || title.trim() === '' ? null : { ...upload, title };
    },
  };
}

/** One wrong letter inside a word of at least five; never in a number, which would be another book. */
function mistype(title: string, random: Random): string {
  const places = [...title.matchAll(/\p{L}{5,}/gu)].map(({ 0: word, index }) => ({ index, word }));
  if (places.length === 0) return title;
  const { index, word } = random.pick(places);
  const at = index + random.between(1, word.length - 2);
  const [before, letter, after] = [
    title.slice(0, at),
    title.slice(at, at + 1),
    title.slice(at + 1),
  ];
  const next = after.slice(0, 1);
  return random.pick([
    before + after,
    before + letter + letter + after,
    before + next + letter + after.slice(1),
    before + random.pick(['a', 'e', 'i', 'o', 'n', 'r', 's', 't']) + after,
  ]);
}
