import { expect, test } from 'vitest';
import { morePages } from '../../src/command/more.ts';

test('a list that is shown whole says nothing about pages', () => {
  expect(morePages('gaps', {}, { shown: 3, total: 3, offset: 0 })).toEqual([]);
});

test('a page says where it stands and offers the next one', () => {
  expect(
    morePages(
      'gaps',
      { state: 'unsure', series: undefined },
      { shown: 50, total: 120, offset: 50 },
    ),
  ).toEqual([
    { kind: 'text', text: '51 to 100 of 120.' },
    {
      kind: 'buttons',
      buttons: [
        { label: 'More', runs: 'gaps', input: { state: 'unsure', offset: 100 }, style: 'default' },
      ],
    },
  ]);
});

test('the last page offers nothing', () => {
  expect(morePages('gaps', {}, { shown: 20, total: 120, offset: 100 })).toEqual([
    { kind: 'text', text: '101 to 120 of 120.' },
  ]);
});

test('what is too long for a button is said as words to type', () => {
  const series = 'The Extraordinarily Long Name of a Series';

  expect(morePages('gaps', { series }, { shown: 1, total: 2, offset: 0 })).toEqual([
    { kind: 'text', text: `1 to 1 of 2. "gaps series:'${series}' offset:1" goes on.` },
  ]);
});
