import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newTempName, sweepLeftovers } from '../../src/importing/temp-folders.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sweep-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function makeFolder(path: string): string {
  const folder = join(root, path);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '01.mp3'), 'audio');
  return folder;
}

test('removes its own folders wherever a book may be placed', async () => {
  const folders = ['', 'Author', 'Author/Series'].map((parent) =>
    makeFolder(join(parent, newTempName())),
  );

  const removed = await sweepLeftovers(root);

  expect(removed.toSorted()).toEqual(folders.toSorted());
  expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
});

test.each([
  'Author/Book',
  'Author/.shelfwarden-notes',
  'Author/.shelfwarden-0123456789abcdef-old',
  'Author/shelfwarden-0123456789abcdef',
  'Author/.hidden',
])('leaves %s alone', async (path) => {
  const folder = makeFolder(path);

  const removed = await sweepLeftovers(root);

  expect(removed).toEqual([]);
  expect(existsSync(join(folder, '01.mp3'))).toBe(true);
});

test('leaves files and links with such a name alone, and follows no link', async () => {
  const outside = makeFolder('outside/target/deep/er');
  const file = join(root, newTempName());
  const link = join(root, newTempName());
  writeFileSync(file, 'a file');
  symlinkSync(dirname(outside), link);
  symlinkSync(join(root, 'outside/target/deep'), join(root, 'Author'));
  const behindLink = makeFolder(join('outside/target/deep', newTempName()));

  const removed = await sweepLeftovers(root);

  expect(removed).toEqual([]);
  expect([file, link, outside, behindLink].every((path) => existsSync(path))).toBe(true);
});

test('finds nothing in a library that is not there', async () => {
  const removed = await sweepLeftovers(join(root, 'unmounted'));

  expect(removed).toEqual([]);
});
