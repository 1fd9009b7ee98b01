import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type NameFacts, readReleaseName } from '../../src/releases/read-name.ts';

const salt = { title: 'The Salt Road', authors: ['Anna Ward'] };
const third = { ...salt, series: [{ name: 'Ember', position: '3' }] };

test.each<[string, Partial<NameFacts>]>([
  ['Anna Ward - The Salt Road', salt],
  ['The Salt Road - Anna Ward', salt],
  ['The Salt Road by Anna Ward', salt],
  ['Ward, Anna - The Salt Road', salt],
  ['[Audiobook] Anna Ward - The Salt Road', salt],
  ['AudioBook - The Salt Road by Anna Ward (Unabridged)', { ...salt, isAbridged: false }],
  ['Anna Ward - Ember 03 - The Salt Road', third],
  ['Anna Ward - Ember - 03 - The Salt Road', third],
  ['Anna Ward - Ember Book 3 - The Salt Road', third],
  ['Anna Ward - The Salt Road - Ember, Book 3', third],
  ['Anna Ward - [Ember 03] - The Salt Road', third],
  ['Anna Ward - The Salt Road (Ember, #3)', third],
  ['Ember 03 - The Salt Road - Anna Ward', third],
  ['Ember, Book 3: The Salt Road by Anna Ward', third],
  ['The Salt Road: Ember, Book 3 by Anna Ward', third],
  ['Anna Ward & Tom Reed - Salt', { title: 'Salt', authors: ['Anna Ward', 'Tom Reed'] }],
  ['Ward, Anna & Reed, Tom - Salt', { title: 'Salt', authors: ['Anna Ward', 'Tom Reed'] }],
  ['Le Moor, Ursula K. - Salt', { title: 'Salt', authors: ['Ursula K. Le Moor'] }],
  ['Anna Ward - 1984', { title: '1984', authors: ['Anna Ward'] }],
  ['Anna Ward - 13', { title: '13', authors: ['Anna Ward'] }],
  ['Anna Ward (2019) The Salt Road', { ...salt, year: 2019 }],
  ['Anna Ward - The Salt Road (2019) [MP3 64kbps]', { ...salt, year: 2019, bitrateKbps: 64 }],
  ['Anna Ward - The Salt Road [128k m4b]', { ...salt, bitrateKbps: 128, fileTypes: ['m4b'] }],
  ['Anna Ward - The Salt Road {Tom Reed}', { ...salt, narrators: ['Tom Reed'] }],
  ['Anna Ward - The Salt Road - Read by Tom Reed', { ...salt, narrators: ['Tom Reed'] }],
  ['The Salt Road - Anna Ward - Tom Reed', { ...salt, narrators: ['Tom Reed'] }],
  ['Project Salt Road - Anna Ward - Tom Reed', { authors: ['Anna Ward'], narrators: ['Tom Reed'] }],
  ['Anna Ward - The Salt Road (German Edition)', { authors: ['Anna Ward'], language: 'de' }],
  ['Anna Ward - The Salt Road [GER]', { ...salt, language: 'de' }],
  ['Anna Ward - The Salt Road [B0EXAMPLE1]', { ...salt, asin: 'B0EXAMPLE1' }],
  ['Anna Ward - The Salt Road [Dramatized Adaptation]', { ...salt, isDramatised: true }],
  ['Anna Ward - The Salt Road.m4b', { ...salt, fileTypes: ['m4b'] }],
  ['Anna_Ward-The_Salt_Road-2019-MP3-128Kbps', { ...salt, year: 2019, bitrateKbps: 128 }],
  [
    'Anna.Ward-The.Salt.Road.Unabridged.Audiobook.2019.MP3.64kbps-GROUP',
    { ...salt, year: 2019, isAbridged: false, fileTypes: ['mp3'], bitrateKbps: 64 },
  ],
  ['The.Salt.Road.by.Anna.Ward.Unabridged', { ...salt, isAbridged: false }],
  ['The Salt Road', { title: 'The Salt Road', authors: [], series: [], narrators: [] }],
  ['Homer - The Odyssey', { title: 'Homer - The Odyssey', authors: [] }],
  ['', { title: '', authors: [] }],
])('reads %j', (name, facts) => {
  expect(readReleaseName(name)).toMatchObject(facts);
});

test('any name is read', () => {
  const pieces = fc.constantFrom(
    'Anna Ward',
    ' - ',
    '03',
    '[',
    ']',
    '{',
    '(2019)',
    ' by ',
    '.',
    '_',
    'mp3',
  );
  const names = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces).map((parts) => parts.join('')),
  );

  fc.assert(
    fc.property(names, (name) => {
      const { title, authors, narrators } = readReleaseName(name);

      expect(typeof title).toBe('string');
      expect([...authors, ...narrators]).not.toContain('');
    }),
  );
});
