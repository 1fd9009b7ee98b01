import { expect, test } from 'vitest';
import type { Release } from '../../src/releases/facts.ts';
import { approvalsFor, type ReleasePolicy, rejectionsOf } from '../../src/releases/rules.ts';
import { buildRelease, policy, wanted } from './builders.ts';

const nothing = new Set<string>();

test('has nothing against a good release', () => {
  expect(rejectionsOf(wanted, buildRelease(), policy, nothing)).toEqual([]);
  expect(approvalsFor(buildRelease(), policy)).toEqual([]);
});

test.each<[Partial<Release>, { rule: string; got: string; want: string }]>([
  [
    { title: 'Smoke', series: [] },
    { rule: 'other-work', got: 'Smoke', want: 'The Salt Road' },
  ],
  [
    { title: 'Smoke' },
    { rule: 'unsure-work', got: 'Smoke (another title at the same place)', want: 'The Salt Road' },
  ],
  [{ authors: [] }, { rule: 'unsure-work', got: 'author unknown', want: 'by Anna Ward' }],
  [{ authors: ['Tom Reed'] }, { rule: 'other-work', got: 'by Tom Reed', want: 'by Anna Ward' }],
  [
    { series: [{ name: 'Ember', position: '4' }] },
    { rule: 'unsure-work', got: 'ember 4', want: 'ember 3' },
  ],
  [
    { title: 'Salt Road, Book 4', series: [{ name: 'Ember', position: '3.1' }] },
    { rule: 'other-position', got: 'ember 3.1', want: 'ember 3' },
  ],
  [
    { series: [{ name: 'Ember', position: '1-5' }], isOmnibus: true },
    { rule: 'omnibus', got: 'ember 1-5', want: 'ember 3' },
  ],
  [{ isOmnibus: true }, { rule: 'omnibus', got: 'several books in one', want: 'the single book' }],
  [
    { isDramatised: true },
    { rule: 'dramatised', got: 'a dramatised adaptation', want: 'the book as read' },
  ],
  [{ language: 'de' }, { rule: 'language', got: 'de', want: 'en' }],
  [{ language: null }, { rule: 'language', got: 'unknown', want: 'en' }],
  [{ fileTypes: ['flac'] }, { rule: 'format', got: 'flac', want: 'm4b or mp3' }],
  [{ fileTypes: [] }, { rule: 'format', got: 'unknown', want: 'm4b or mp3' }],
  [{ sizeBytes: 15_100_000_000 }, { rule: 'size', got: '15.1 GB', want: 'at most 15 GB' }],
  [{ sizeBytes: null }, { rule: 'size', got: 'unknown', want: 'at most 15 GB' }],
  [{ seeders: 0 }, { rule: 'seeders', got: '0', want: 'at least 1' }],
  [{ seeders: null }, { rule: 'seeders', got: 'unknown', want: 'at least 1' }],
  [{ trackerId: '666' }, { rule: 'blocklisted', got: '666', want: 'not on the blocklist' }],
  [
    { isSnatched: true },
    { rule: 'already-snatched', got: 'downloaded before', want: 'not downloaded before' },
  ],
])('refuses %j', (changes, rejection) => {
  const rejections = rejectionsOf(wanted, buildRelease(changes), policy, new Set(['mam:666']));

  expect(rejections).toEqual([rejection]);
});

test('names every rule that is broken', () => {
  const release = buildRelease({ title: 'Smoke', series: [], language: 'de', seeders: 0 });

  const rules = rejectionsOf(wanted, release, policy, nothing).map(({ rule }) => rule);

  expect(rules).toEqual(['other-work', 'language', 'seeders']);
});

test.each<[string, Partial<Release>, Partial<ReleasePolicy>]>([
  ['at the limits', { sizeBytes: 15_000_000_000, seeders: 1 }, {}],
  ['in any language', { language: null }, { languages: [] }],
  ['with one wanted format of two', { fileTypes: ['flac', 'mp3'] }, {}],
  ['as a play, to be asked', { isDramatised: true }, { dramatised: 'ask' }],
])('accepts a release %s', (_, changes, rules) => {
  expect(rejectionsOf(wanted, buildRelease(changes), { ...policy, ...rules }, nothing)).toEqual([]);
});

test('takes an omnibus when an omnibus is wanted', () => {
  const omnibus = { title: 'Ember Omnibus', series: [{ name: 'Ember', position: '1-3' }] };

  const release = buildRelease({ ...omnibus, isOmnibus: true });

  expect(rejectionsOf({ ...wanted, ...omnibus }, release, policy, nothing)).toEqual([]);
});

test.each<[Partial<Release>, string[]]>([
  [{ bitrateKbps: 60, bitrateSource: 'text' }, ['low-bitrate']],
  [{ bitrateKbps: 62, bitrateSource: 'text' }, []],
  [{ bitrateKbps: 64, bitrateSource: 'text' }, []],
  [{ bitrateKbps: 62, bitrateSource: 'mediainfo' }, []],
  [{ bitrateKbps: 60, bitrateSource: 'size' }, []],
  [{ bitrateKbps: null, bitrateSource: null }, []],
  [{ isAbridged: true }, ['abridged']],
  [{ isDramatised: true }, ['dramatised']],
  [{ isAbridged: true, bitrateKbps: 32 }, ['abridged', 'low-bitrate']],
])('%j needs the approvals %j', (changes, approvals) => {
  expect(approvalsFor(buildRelease(changes), policy)).toEqual(approvals);
});

test('files that cannot hold the whole book, or hold several, are refused where nobody tells their bitrate', () => {
  const tenHours = { ...wanted, durationSeconds: 36_000 };
  const ofSize = (sizeBytes: number, changes: Partial<Release> = {}) =>
    rejectionsOf(
      tenHours,
      buildRelease({ sizeBytes, bitrateKbps: null, durationSeconds: null, ...changes }),
      policy,
      nothing,
    );

  expect(ofSize(100_000_000)).toEqual([
    {
      rule: 'size',
      got: '100 MB, too little for the whole book',
      want: 'at least 245 MB for 10 h 0 min',
    },
  ]);
  expect(ofSize(2_000_000_000)).toEqual([
    {
      rule: 'size',
      got: '2000 MB, too much for one book',
      want: 'at most 1575 MB for 10 h 0 min',
    },
  ]);
  expect(ofSize(300_000_000)).toEqual([]);
  expect(ofSize(2_000_000_000, { fileTypes: ['m4b', 'epub'] })).toEqual([]);
});
