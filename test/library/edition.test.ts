import { expect, test } from 'vitest';
import { isAbridgedText, isCollectionTitle, isDramatisedText } from '../../src/library/edition.ts';
import { languageCode } from '../../src/library/language.ts';

test.each([
  ['Unabridged, 64 kbps', false],
  ['MP3 - 64k UNB - 10 hrs', false],
  ['un-abridged', false],
  ['not abridged', false],
  ['unabridged; the abridged one is elsewhere', false],
  ['Abridged edition', true],
  ['m4b, chapters', null],
  ['unbound', null],
])('reads %j as abridged: %j', (text, isAbridged) => {
  expect(isAbridgedText(text)).toBe(isAbridged);
});

test.each([
  ['GraphicAudio 2025', true],
  ['Graphic Audio', true],
  ['Full-cast production', true],
  ['Dramatized Adaptation', true],
  ['Seven dramatisations', true],
  ['BBC Radio Drama', true],
  ['undramatised reading', false],
  ['not dramatized', false],
  ['non-dramatised', false],
  ['A Dramatic Rescue', false],
  ['drama, romance', false],
])('reads %j as dramatised: %j', (text, isDramatised) => {
  expect(isDramatisedText(text)).toBe(isDramatised);
});

test.each([
  ['Ember: Omnibus One', true],
  ['The Ember Box Set', true],
  ['Ember Boxset', true],
  ['Anna Ward Collection', true],
  ['Ember: The Complete Series', true],
  ['Ember (Books 1-3)', true],
  ['Collected Stories', false],
  ['The Collector', false],
  ['The Second Book', false],
])('reads %j as several books in one: %j', (title, isCollection) => {
  expect(isCollectionTitle(title)).toBe(isCollection);
});

test.each([
  ['ENG', 'en'],
  ['english', 'en'],
  ['English', 'en'],
  ['en-US', 'en'],
  ['GER', 'de'],
  ['fre', 'fr'],
  ['spanish', 'es'],
  ['', null],
  ['Klingonese?', null],
  [null, null],
])('the language %j has the code %j', (text, code) => {
  expect(languageCode(text)).toBe(code);
});
