import { expect, test } from 'vitest';
import { doubtfulRemark } from '../../src/releases/doubtful-remarks.ts';
import { releaseFromRow } from '../../src/releases/parse.ts';
import { approvalsFor } from '../../src/releases/rules.ts';
import { buildRow, policy } from './builders.ts';

test.each([
  'My player died halfway, so this stops at the end of chapter 19.',
  'Split into two torrents because of the size; here is the first.',
  'Upload is files 27-78, the first are on my other account.',
  'WARNING final two tapes unreadable, so you will not learn who did it.',
  'Leider fehlt mir CD 3.',
  'Read by the author; four cassettes, abridgement by the publisher.',
  'Shortened by the publisher with the agreement of the estate.',
  'This one is the five hour version.',
  'Performed from a script by Jen Oddy.',
  'The 1981 NPR serial, restored from tape.',
  'Mobi and AZW3, drm removed.',
  'A lecture on bicycles and footnotes.',
])('leaves it open whether it is the whole book: %j', (text) => {
  expect(doubtfulRemark([text])).not.toBeNull();
  const release = releaseFromRow(buildRow({ description: `Ida keeps bees. ${text}` }));
  const asks = release.isAbridged === true || release.isDramatised || release.isCompanion;
  expect(asks || approvalsFor(release, policy).includes('doubtful-description')).toBe(true);
});

test.each([
  'The days are shortened, the girl is missing, and nobody read the last chapter. Unabridged.',
  'A serial killer leaves one file on every desk.',
  'Chapters 1-40, the whole book.',
  'With a PDF of the maps.',
  'She gave the lecture of her life.',
])('says nothing against it: %j', (text) => {
  expect(doubtfulRemark([text])).toBeNull();
});
