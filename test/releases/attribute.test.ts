import { expect, test } from 'vitest';
import { attribute } from '../../src/releases/attribute.ts';

const work = (title: string, ...authors: string[]) => ({ title, authors, series: [] });

test('one list of new releases is held against all wanted books; the doubtful ones count', () => {
  const wanted = [
    { id: 1, work: work('The Salt Road', 'Anna Ward') },
    { id: 2, work: work('The Glass Sea', 'Mara Quill') },
    { id: 3, work: work('Nowhere', 'Mara Quill') },
  ];
  const seen = [
    work('The Salt Road (Unabridged)', 'Ward, Anna'),
    work('The Glass Sea', 'M. Quill'),
    work('Nowhere', 'Somebody Else'),
  ];

  expect([...attribute(wanted, seen)].sort((a, b) => a - b)).toEqual([1, 2]);
});

test('nothing wanted or nothing new is nothing found', () => {
  expect(attribute([], [work('A', 'B')])).toEqual(new Set());
  expect(attribute([{ id: 1, work: work('A', 'B') }], [])).toEqual(new Set());
});
