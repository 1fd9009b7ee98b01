import { expect, test } from 'vitest';
import { layOut } from '../../src/importing/layout.ts';

test.each<[string, string[], string[]]>([
  ['a single file stays as it is', ['Book.m4b'], ['Book.m4b']],
  ['one root folder goes', ['R/01.mp3', 'R/cover.jpg'], ['01.mp3', 'cover.jpg']],
  ['nested shared folders go', ['R/Book/01.mp3', 'R/Book/02.mp3'], ['01.mp3', '02.mp3']],
  [
    'discs stay',
    ['R/CD1/01.mp3', 'R/CD2/01.mp3', 'R/cover.jpg'],
    ['CD1/01.mp3', 'CD2/01.mp3', 'cover.jpg'],
  ],
  ['a lone disc stays', ['R/Disc 1/01.mp3', 'R/Disc 1/02.mp3'], ['Disc 1/01.mp3', 'Disc 1/02.mp3']],
  [
    'artwork beside audio stays in its folder',
    ['R/01.mp3', 'R/Artwork/back.jpg'],
    ['01.mp3', 'Artwork/back.jpg'],
  ],
  [
    'folders below audio are joined by Audiobookshelf as they are',
    ['R/01.mp3', 'R/Bonus/talk.mp3'],
    ['01.mp3', 'Bonus/talk.mp3'],
  ],
  [
    'parts become discs in natural order, with what lies beside their audio',
    ['R/Part 10/01.mp3', 'R/Part 2/01.mp3', 'R/Part 2/a.cue', 'R/cover.jpg'],
    ['CD 2/01.mp3', 'CD 1/01.mp3', 'CD 1/a.cue', 'cover.jpg'],
  ],
  [
    'audio one folder below a cover becomes a disc',
    ['R/Book/01.mp3', 'R/cover.jpg'],
    ['CD 1/01.mp3', 'cover.jpg'],
  ],
  [
    'discs inside parts become discs of one row',
    ['R/A/CD1/1.mp3', 'R/A/CD2/1.mp3', 'R/B/CD1/1.mp3'],
    ['CD 1/1.mp3', 'CD 2/1.mp3', 'CD 3/1.mp3'],
  ],
  [
    'a disc folder without audio takes no name twice',
    ['R/CD 1/cover.jpg', 'R/Part 1/cover.jpg', 'R/Part 1/01.mp3'],
    ['CD 1/cover.jpg', 'CD 2/cover.jpg', 'CD 2/01.mp3'],
  ],
  ['nothing is laid out for no files', [], []],
])('%s', (_name, paths, expected) => {
  const places = layOut(paths);

  expect(places).toEqual(expected);
});
