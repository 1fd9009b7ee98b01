import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFolders } from '../../../src/sandbox/library-server/folders.ts';

test.each([
  ['Ann Writer/A Book', { title: 'A Book', authors: ['Ann Writer'], series: null }],
  ['Ann Writer/A Book {Bea Reader}', { title: 'A Book', narrators: ['Bea Reader'] }],
  [
    'Ann Writer/Clockwork/03 - A Book {Bea Reader, Cal Voice}',
    {
      title: 'A Book',
      narrators: ['Bea Reader', 'Cal Voice'],
      series: { name: 'Clockwork', sequence: '3' },
    },
  ],
  ['A/S/2.5 - A Book', { title: 'A Book', series: { name: 'S', sequence: '2.5' } }],
  ['A/S/6. A Book', { title: 'A Book', series: { name: 'S', sequence: '6' } }],
  ['A/S/Book 2 - A Book', { title: 'A Book', series: { name: 'S', sequence: '2' } }],
  ['A/S/A Book - Vol 12', { title: 'A Book', series: { name: 'S', sequence: '12' } }],
  ['A/S/101 Tales', { title: '101 Tales', series: { name: 'S', sequence: null } }],
  ['A/03 - A Book', { title: '03 - A Book', series: null }],
  ['A/1901 - A Book [B0ABCDEFGH]', { title: 'A Book', publishedYear: '1901', asin: 'B0ABCDEFGH' }],
  ['Writer, Ann/A Book', { authors: ['Ann Writer'] }],
  ['Ann Writer & Bob Other/A Book', { authors: ['Ann Writer', 'Bob Other'] }],
  ['Ann Writer, Bob Other/A Book', { authors: ['Ann Writer', 'Bob Other'] }],
  ['Deep/Down/Ann Writer/Clockwork/A Book', { authors: ['Ann Writer'] }],
])('%s is read', (path, expected) => {
  expect(readFolders(path)).toMatchObject(expected);
});

test('any path has a title', () => {
  fc.assert(
    fc.property(fc.string(), (path) => {
      expect(readFolders(path).title).toBeTypeOf('string');
    }),
  );
});
