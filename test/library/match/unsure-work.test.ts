import { expect, test } from 'vitest';
import { sameWork, type WorkKey } from '../../../src/library/match.ts';
import { hours, work } from './works.ts';

test.each<[string, WorkKey, WorkKey, string]>([
  [
    'the author is not named',
    work('The Salt Road'),
    work('The Salt Road', '', { authors: [] }),
    'author unknown',
  ],
  [
    'the author stands among the readers',
    work('Salt'),
    work('Salt', '', { authors: ['Tom Reed'], narrators: ['Anna Ward'] }),
    'by Tom Reed (its reader)',
  ],
  [
    'the names are in two scripts',
    work('Salt', '', { authors: ['Leo Reed'] }),
    work('Salt', '', { authors: ['Лев Рид'] }),
    'by Лев Рид',
  ],
  [
    'only the family name is given',
    work('Salt'),
    work('Salt', '', { authors: ['Ward'] }),
    'by Ward (written differently)',
  ],
  [
    'a subtitle may name another volume',
    work('Salt'),
    work('Salt: The Return'),
    'Salt: The Return (what it says more may name another book)',
  ],
  [
    'a subtitle explains a later volume',
    work('Salt'),
    work('Salt: A Journey to the End of All the Lands', 'Ember #4'),
    'Salt: A Journey to the End of All the Lands (its subtitle may name a volume)',
  ],
  [
    'a single word stands behind a colon',
    work('Return'),
    work('Salt: Return'),
    'Salt: Return (what it says more may name another book)',
  ],
  [
    'only one of them has a number',
    work('The Salt Road'),
    work('The Salt Road, Book 3'),
    'The Salt Road, Book 3 (only one of them has a number)',
  ],
  [
    'it is called by its series',
    work('Ember', 'Ember'),
    work('Ember: The Salt Road'),
    'Ember: The Salt Road (the name of the series fits several books)',
  ],
  [
    'it could be all of the series',
    work('Ember', 'Ember #1'),
    work('The Ember Saga'),
    'The Ember Saga (the name of the series fits several books)',
  ],
  [
    'the place is the same and the title is not',
    work('The Salt Stone', 'Ember #1'),
    work('The Philosopher of Salt', 'Ember #1'),
    'The Philosopher of Salt (another title at the same place)',
  ],
  [
    'another title at the same place is as long, which series by one writer often are',
    work('The Salt Stone', 'Ember #1', { durationSeconds: hours(8.3) }),
    work('The Philosopher of Salt', 'Ember #1', { durationSeconds: hours(8.7) }),
    'The Philosopher of Salt (another title at the same place)',
  ],
  [
    'another reader needs just as long for another title at the same place',
    work('The Salt Stone', 'Ember #1', { durationSeconds: hours(8.3), narrators: ['Tom Reed'] }),
    work('The Philosopher of Salt', 'Ember #1', {
      durationSeconds: hours(8.3),
      narrators: ['Ada Grey'],
    }),
    'The Philosopher of Salt (another title at the same place)',
  ],
  [
    'the ASIN may be that of a release filled in before',
    work('The Salt Stone', '', { asin: 'B0EXAMPLE1' }),
    work('Smoke', '', { asin: 'B0EXAMPLE1' }),
    'Smoke (another title)',
  ],
  [
    'a few words behind an article may be the next title of a series',
    work('Salt', 'Ember #1'),
    work('Salt: A Swiftly Burning Fire'),
    'Salt: A Swiftly Burning Fire (its subtitle may be a title)',
  ],
  [
    'the subtitle of a book called by its series may be the next title',
    work('Ember', 'Ember #1'),
    work('Ember: A Court of Salt and Smoke'),
    'Ember: A Court of Salt and Smoke (the name of the series fits several books)',
  ],
  [
    'a story may stand with others',
    work('Metamorphosis'),
    work('Metamorphosis: And Other Stories'),
    'Metamorphosis: And Other Stories (it may hold more than the book)',
  ],
  [
    'a letter is wrong in a short title',
    work('Apprenticeship'),
    work('Aprenticeship'),
    'Aprenticeship (spelled differently)',
  ],
  [
    'it is the first book of no series',
    work('Remnant'),
    work('Remnant, Book 1'),
    'Remnant, Book 1 (it may be a piece of the book)',
  ],
  [
    'it may be one volume of several',
    work('The Salt Road'),
    work('The Salt Road, Volume 1'),
    'The Salt Road, Volume 1 (only one of them has a number)',
  ],
  [
    'a subtitle explains and another writer stands beside',
    work('The Salt Road'),
    work('The Salt Road: A History', '', { authors: ['Tom Reed', 'Anna Ward'] }),
    'The Salt Road: A History (it has a subtitle and a writer more)',
  ],
  [
    'title and field give two numbers',
    work('Salt', 'Ember #3'),
    work('Salt (Ember, #4)', 'Ember #3'),
    'ember 4',
  ],
  [
    'an ASIN stands against the number',
    work('Salt', 'Ember #3', { asin: 'B0EXAMPLE1' }),
    work('Salt', 'Ember #4', { asin: 'B0EXAMPLE1' }),
    'ember 4',
  ],
  [
    'an ASIN stands against author and title',
    work('Salt', 'Ember #1', { asin: 'B0EXAMPLE1' }),
    work('Smoke', 'Ember #1', { asin: 'B0EXAMPLE1', authors: ['Tom Reed'] }),
    'by Tom Reed',
  ],
  [
    'it is listed in another series',
    work('Ember, Vol. 3', 'Ember #3', { durationSeconds: hours(9) }),
    work('Ash & Salt: New Theory Ember, Vol. 3', 'Ash & Salt #3', { durationSeconds: hours(9) }),
    'Ash & Salt: New Theory Ember, Vol. 3 (another title at the same place)',
  ],
  [
    'words before the series make it another one',
    work('Ember 3', 'Ember #3'),
    work('Tales of the Ember 3'),
    'Tales of the Ember 3 (another title at the same place)',
  ],
  [
    'its title gives two numbers of one series',
    work('Ember 5', 'Ember #5'),
    work('Ember 5, Ember 7'),
    'ember 5',
  ],
  [
    'a name stands beside a title that is the name of the series',
    work('Ember', 'Ember #1'),
    work('Ember (Glass Harbour)'),
    'Ember (Glass Harbour) (the name of the series fits several books)',
  ],
  [
    'it has the number of the first book and a title of its own',
    work('Ember', 'Ember #1'),
    work('Ember: Sons of Salt', 'Ember #1'),
    'Ember: Sons of Salt (the name of the series fits several books)',
  ],
  [
    'it is far too short',
    work('Salt', '', { durationSeconds: hours(20) }),
    work('Salt', '', { durationSeconds: hours(6.5) }),
    '6 h 30 min long',
  ],
])('is not sure when %s', (_, wanted, candidate, got) => {
  const match = sameWork(wanted, candidate);

  expect(match).toMatchObject({ same: false, covers: false, unsure: true });
  expect(match.reasons).toMatchObject([{ rule: 'unsure-work', got }]);
  expect(sameWork(candidate, wanted)).toMatchObject({ same: false, unsure: true });
});
