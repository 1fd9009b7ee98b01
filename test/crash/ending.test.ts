import { expect, test } from 'vitest';
import { type Ending, mistakes } from './ending.ts';

const usual: Ending = {
  files: { 'Author/Book/01.mp3': 'ab12' },
  messages: ['On the shelf: Book'],
  untold: [],
  unfinished: [],
};

test('an end like the usual one is no mistake', () => {
  expect(mistakes(structuredClone(usual), usual, true)).toEqual([]);
});

test.each<[string, Partial<Ending>]>([
  ['a temporary folder left behind', { files: { ...usual.files, '.shelfwarden-1/01.mp3': 'ab' } }],
  ['another content', { files: { 'Author/Book/01.mp3': 'cd34' } }],
  ['a message that never came', { messages: [] }],
  ['a message nobody expects', { messages: ['Failed', ...usual.messages] }],
  ['an alert nobody was told', { untold: ['imported'] }],
  ['work that was given up', { unfinished: ['outbox grab:1: dead'] }],
])('%s is one', (_name, change) => {
  expect(mistakes({ ...usual, ...change }, usual, true)).toHaveLength(1);
});

test('where a story may end in two ways the messages are left to its own check, nothing else is', () => {
  expect(mistakes({ ...usual, messages: [] }, usual, false)).toEqual([]);
  expect(mistakes({ ...usual, files: {} }, usual, false)).toHaveLength(1);
});
