import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PathFacts, readBookPath } from '../../src/library/read-path.ts';

const nothing: PathFacts = {
  author: null,
  title: null,
  series: null,
  position: null,
  narrator: null,
  year: null,
  asin: null,
};
const salt = { author: 'Anna Ward', title: 'The Salt Road' };
const third = { ...salt, series: 'Ember', position: '3' };

test.each<[string, Partial<PathFacts>]>([
  ['Anna Ward/Ember/3 - The Salt Road/Ember - 3 - The Salt Road.m4b', third],
  ['Anna Ward/Ember/03 - The Salt Road {Tom Reed}', { ...third, narrator: 'Tom Reed' }],
  ['Anna Ward/Ember/Book 3 - The Salt Road/01.mp3', third],
  ['Anna Ward/Ember/03. The Salt Road/CD1/track 01.mp3', third],
  ['Anna Ward/Ember/Vol. 3 - 2019 - The Salt Road', { ...third, year: 2019 }],
  ['Anna Ward/Ember/Ember 03 - The Salt Road [M4B 64kbps]', third],
  ['Anna Ward/Ember/Anna Ward - Ember 03 - The Salt Road', third],
  ['Anna Ward/Ember/The Salt Road/The Salt Road.m4b', { ...third, position: null }],
  ['Anna Ward/Lands/Ember/3 - The Salt Road', third],
  ['Ward, Anna/Ember/3 - The Salt Road [B0EXAMPLE1]', { ...third, asin: 'B0EXAMPLE1' }],
  ['Anna Ward/Ember 03 - The Salt Road/01 - Chapter One.mp3', third],
  ['Anna Ward/The Salt Road (Ember, #3)', third],
  ['Anna Ward/Anna Ward - Ember - The Salt Road/x.m4b', { ...third, position: null }],
  ['Anna Ward/Ember/2.5 - Cinders', { ...third, title: 'Cinders', position: '2.5' }],
  ['Anna Ward/Ember/1-3 - Ember Omnibus', { ...third, title: 'Ember Omnibus', position: '1-3' }],
  ['Anna Ward/The Salt Road/The Salt Road.m4b', salt],
  ['Anna Ward/The Salt Road (2019) (Unabridged)/Disc 2/07.mp3', { ...salt, year: 2019 }],
  ['Anna Ward/2019 - The Salt Road', { ...salt, year: 2019 }],
  ['Anna Ward/The Salt Road - Read by Tom Reed', { ...salt, narrator: 'Tom Reed' }],
  ['Anna Ward/The Salt Road [B0EXAMPLE1]/The Salt Road.m4b', { ...salt, asin: 'B0EXAMPLE1' }],
  ['Anna Ward/The Salt Road.m4b', salt],
  ['Audiobooks/Anna Ward/The Salt Road/01.mp3', salt],
  ['Anna Ward, Tom Reed/Salt', { author: 'Anna Ward, Tom Reed', title: 'Salt' }],
  ['Anna Ward - The Salt Road/Anna Ward - The Salt Road.m4b', salt],
  ['Anna Ward - Ember 03 - The Salt Road/01.mp3', third],
  ['The Salt Road - Anna Ward.m4b', salt],
  ['Homer - The Odyssey/01.mp3', { author: 'Homer', title: 'The Odyssey' }],
  ['Homer/The Odyssey', { author: 'Homer', title: 'The Odyssey' }],
  ['Ember/03 - The Salt Road', { ...third, author: null }],
  ['The Salt Road/The Salt Road.m4b', { title: 'The Salt Road' }],
  ['The Salt Road/CD1/01.mp3', { title: 'The Salt Road' }],
  ['The Salt Road.m4b', { title: 'The Salt Road' }],
  ['Anna Ward\\Ember\\3 - The Salt Road', third],
  ['Anna Ward/813/813.m4b', { author: 'Anna Ward', title: '813' }],
  ['Anna Ward/1984', { author: 'Anna Ward', title: '1984' }],
  ['', {}],
  ['///', {}],
])('reads %j', (path, facts) => {
  expect(readBookPath(path)).toEqual({ ...nothing, ...facts });
});

test('any path is read', () => {
  const names = fc.constantFrom(
    'Anna Ward',
    'CD1',
    '01.mp3',
    '{',
    '(2019)',
    ' - ',
    '..',
    '[B0',
    '#3',
  );
  const paths = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.oneof(names, fc.string())).map((parts) => parts.join('/')),
  );

  fc.assert(
    fc.property(paths, (path) => {
      const facts = readBookPath(path);

      expect(Object.keys(facts).toSorted()).toEqual(Object.keys(nothing).toSorted());
      expect(Object.values(facts).every((fact) => fact !== '')).toBe(true);
    }),
  );
});
