import { expect, test } from 'vitest';
import { sameWork } from '../../src/library/match.ts';
import { work } from './match/works.ts';

test.each([
  'Salt_Road_The',
  'The.Salt.Road.Anna.Ward.2019.Unabridged.M4B',
  'Anna_Ward_-_The_Salt_Road',
  'the-salt-road-anna-ward',
  'The%20Salt%20Road',
  'The+Salt+Road',
  'AnnaWard-TheSaltRoad',
  'The Salt Road Anna Ward',
  'Anna Ward-The Salt Road',
  'The Salt Road (Unabr',
  'The Salt Road narrated by Tom Reed',
  "Anna Ward's The Salt Road",
  'Ward - The Salt Road',
  'The S\u0430lt Ro\u0430d',
])('"%s" is the title of a file or a row, and the book', (title) => {
  const named = { ...work('The Salt Road'), title, narrators: ['Tom Reed'] };

  expect(sameWork(work('The Salt Road'), named).same).toBe(true);
});

test.each([
  'The Diary of Anna Ward',
  'The.Salt.Road.2.Anna.Ward',
  'The Salt Road (A Parody)',
  'The Salt Road: Ten Years Later',
  'Lectures on The Salt Road',
  'The Salt Road for Younger Readers',
])('"%s" is not the book', (title) => {
  expect(sameWork(work('The Salt Road'), { ...work('The Salt Road'), title }).same).toBe(false);
});
