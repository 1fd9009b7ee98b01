import { expect, test } from 'vitest';
import { isAbridgedText, isCollectionTitle, isDramatisedText } from '../../src/library/edition.ts';
import { languageCode, languageFromText } from '../../src/library/language.ts';

test.each([
  ['Unabridged, 64 kbps', false],
  ['MP3 - 64k UNB - 10 hrs', false],
  ['un-abridged', false],
  ['not abridged', false],
  ['unabridged; the abridged one is elsewhere', false],
  ['Abridged edition', true],
  ['Abridged: No', false],
  ['Unabridged: no', true],
  ['Abridged: yes', true],
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
  ['Big Finish', true],
  ['an audioplay', true],
  ['Audio Immersion Tunnel', true],
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
  ['Ember: Books One to Three', true],
  ['Ember, Volumes I-III', true],
  ['Ember Books 1 & 2', true],
  ['Ember (1-3)', true],
  ['Ember #1-3', true],
  ['Ember: 3-in-1', true],
  ['The Ember Trilogy', true],
  ['Ember Series', true],
  ['Salt / Smoke', true],
  ['Salt; Smoke; Ash', true],
  ['Ember: A Trilogy in Four Parts', true],
  ['Salt: A Collection', false],
  ['A Short Story Collection', false],
  ['Salt (The Ember Trilogy)', false],
  ['Salt: Book Two of the Ember Trilogy', false],
  ['Salt - The Ember Series', false],
  ['Catch 22', false],
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
  ['mystery', null],
  [null, null],
])('the language %j has the code %j', (text, code) => {
  expect(languageCode(text)).toBe(code);
});

test.each([
  ['Language: German', 'de'],
  ['languages: english, french', 'en'],
  ['Salt (Spanish Edition)', 'es'],
  ['Salt [FRE]', 'fr'],
  ['Salt [French]', 'fr'],
  ['Salt (Unabridged)', null],
  ['Salt [VIP]', null],
  ['Salt (Mon)', null],
  ['a German village', null],
])('reads the language of %j as %j', (text, code) => {
  expect(languageFromText(text)).toBe(code);
});
