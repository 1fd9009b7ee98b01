import { expect, test } from 'vitest';
import { labelledLanguage, statedLanguage } from '../../src/library/language.ts';

test.each<[string, string | null]>([
  ['The Salt Road (German Edition)', 'de'],
  ['The Salt Road [SPA]', 'es'],
  ['The Salt Road (fr)', 'fr'],
  ['The Salt Road - Polish audiobook', 'pl'],
  ['The Salt Road (La ruta de sal) Spanish', 'es'],
  ['Salt: Roman', 'de'],
  ['Hörbuch, ungekürzt', 'de'],
  ['UngekÃ¼rzte Lesung', 'de'],
  ['Fiction, lu par Anne Reed', 'fr'],
  ['Audiolibro, español', 'es'],
  ['luisterboek', 'nl'],
  ['Portuguese language', 'pt'],
  ['The Spanish Road', null],
  ['Learning German', null],
  ['Romance, Historical, Unabridged', null],
  ['(It) Salt', null],
])('the words "%s" state the language %j', (text, language) => {
  expect(statedLanguage(text, null)).toBe(language);
});

test('a word of several languages does not contradict the one it is filed under', () => {
  expect(statedLanguage('Audiolibro', 'it')).toBe('it');
  expect(statedLanguage('Audiolibro', 'en')).toBe('es');
});

test.each<[string, string | null]>([
  ['Language: German', 'de'],
  ['Sprache: Deutsch', 'de'],
  ['Idioma: español', 'es'],
  ['Language: unknown', null],
  ['a story of language', null],
])('the line "%s" labels the language %j', (line, language) => {
  expect(labelledLanguage(line)).toBe(language);
});
