import { expect, test } from 'vitest';
import { releaseFromRow } from '../../src/releases/parse.ts';
import { sameWork } from '../../src/library/match.ts';
import { toldTitles } from '../../src/releases/told-titles.ts';
import { buildRow } from './builders.ts';

test.each([
  ['Published in the US as Salt: A Life. Unabridged.', ['Salt: A Life']],
  ["UK title: 'The Salt Road'; the same recording.", ['The Salt Road']],
  ['Also known as "The Salt Road" and as Ember.', ['The Salt Road']],
  ['First published as a serial.', []],
  ['A killer known as the Ghost, and his title.', []],
])('%j tells %j', (line, titles) => {
  expect(toldTitles(line)).toEqual(titles);
});

test('a book is known by the title that its description tells', () => {
  const row = { title: 'Salt the Great', authors: ['Anna Ward'], series: [] };
  const wanted = { title: 'Salt: A Life', authors: ['Anna Ward'], series: [] };
  const known = releaseFromRow(buildRow({ ...row, description: 'US title: Salt: A Life.' }));
  const unknown = releaseFromRow(buildRow({ ...row, description: 'A life of Salt.' }));

  expect(sameWork(wanted, known).same).toBe(true);
  expect(sameWork(wanted, unknown).same).toBe(false);
});
