import { expect, test } from 'vitest';
import type { TrackerRow } from '../../src/clients/mam/rows.ts';
import { releaseFromRow } from '../../src/releases/parse.ts';
import { buildRow } from './builders.ts';

test.each<[string, Partial<TrackerRow>, string]>([
  ['behind its title', { title: 'The Salt Road - Spanish' }, 'es'],
  ['beside its reader', { narrators: ['Luis Cabrera (Spanish)'] }, 'es'],
  ['by how its reader is named', { narrators: ['gesprochen von Anna Holt'] }, 'de'],
  ['behind its series', { series: [{ name: 'Ember (German)', position: '1' }] }, 'de'],
  ['in the series itself', { series: [{ name: 'Classics in German', position: null }] }, 'de'],
  ['in a short sentence', { description: 'Note: German language.' }, 'de'],
  ['in a sentence about the sound', { description: 'Audio is in Spanish, sorry.' }, 'es'],
  ['by who reads it', { description: 'Gelezen door Jan Mol' }, 'nl'],
  ['by its name for itself', { tags: 'memoir, čeština' }, 'cs'],
  ['in a tag', { tags: 'memoir, China, Mandarin' }, 'zh'],
])('a row filed under English may state another language %s', (_, row, language) => {
  expect(releaseFromRow(buildRow({ language: 'ENG', ...row })).language).toBe(language);
});

test('what is told in other letters leaves it open', () => {
  const row = buildRow({ language: 'ENG', description: 'Читает Иван Литвинов. Полная версия.' });

  expect(releaseFromRow(row).language).toBeNull();
});

test.each<Partial<TrackerRow>>([
  { description: 'Original language: Spanish.' },
  { description: 'Translated from the German by Anna Holt.' },
  { description: 'Also available: the Spanish edition.' },
  { tags: 'humor, swedish', description: 'Translated by Anna Holt.' },
  { description: 'He speaks German. She teaches French.' },
  { narrators: ['Marta da Costa', 'Gerrit von Holt', 'David Deutsch'] },
])('%j says nothing of the language it is read in', (row) => {
  expect(releaseFromRow(buildRow({ language: 'ENG', ...row })).language).toBe('en');
});
