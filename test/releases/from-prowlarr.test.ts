import { expect, test } from 'vitest';
import type { Release } from '../../src/releases/facts.ts';
import type { ProwlarrRow } from '../../src/clients/prowlarr/index.ts';
import { releaseFromProwlarr } from '../../src/releases/from-prowlarr.ts';
import { rejectionsOf } from '../../src/releases/rules.ts';
import { now, policy, wanted } from './builders.ts';

function buildResult(changes: Partial<ProwlarrRow> = {}): ProwlarrRow {
  return {
    guid: 'https://tracker.example/t/501',
    indexerId: 7,
    indexer: 'Tracker',
    trackerId: '501',
    leechers: 0,
    downloadPath: null,
    title: 'The Salt Road by Anna Ward [ENG / M4B] [VIP]',
    sizeBytes: 400_000_000,
    fileCount: 1,
    grabs: 40,
    seeders: 12,
    publishedAt: now,
    indexerFlags: [],
    ...changes,
  };
}

test('reads the form of the tracker', () => {
  expect(releaseFromProwlarr(buildResult())).toMatchObject({
    source: 'prowlarr',
    trackerId: '501',
    title: 'The Salt Road',
    authors: ['Anna Ward'],
    language: 'en',
    fileTypes: ['m4b'],
    format: 'm4b',
    sizeBytes: 400_000_000,
    seeders: 12,
    snatches: 40,
    addedAt: now,
    cost: { isFree: false, isVip: true, vipExpiresAt: null, isPersonalFreeleech: false },
    sources: { authors: 'title', language: 'title', fileTypes: 'title' },
  });
});

test.each<[string, Partial<Release>]>([
  ['Salt by Anna Ward [ENG]', { title: 'Salt', language: 'en', fileTypes: [] }],
  ['Salt by Anna Ward [MP3]', { title: 'Salt', language: null, fileTypes: ['mp3'] }],
  ['Salt by Anna Ward [GER / M4A MP3]', { language: 'de', fileTypes: ['m4a', 'mp3'] }],
  ['Salt by Anna Ward, Tom Reed [ENG / M4B]', { authors: ['Anna Ward', 'Tom Reed'] }],
  ['Salt by Tom Reed, Jr. [ENG / M4B]', { authors: ['Tom Reed, Jr.'] }],
  ['Salt by H0st [ENG / M4B]', { title: 'Salt', authors: ['H0st'] }],
  ['Stand by Salt by Anna Ward [ENG / M4B]', { title: 'Stand by Salt', authors: ['Anna Ward'] }],
  [
    'Salt [Dramatized Adaptation] by Anna Ward [ENG / M4B]',
    { title: 'Salt [Dramatized Adaptation]', isDramatised: true },
  ],
  ['Salt &amp; Smoke by Anna Ward [ENG / M4B]', { title: 'Salt & Smoke' }],
  [
    'Salt: Ember, Book 3 by Anna Ward [ENG / M4B]',
    { title: 'Salt: Ember, Book 3', series: [{ name: 'Ember', position: '3' }] },
  ],
  ['Ember (Books 1-3) by Anna Ward [ENG / M4B]', { isOmnibus: true }],
  ['Summary of Salt by Tom Reed [ENG / M4B]', { isCompanion: true }],
  [
    'Anna Ward - Ember 03 - Salt (Unabridged) [MP3 64kbps]',
    {
      title: 'Salt',
      authors: ['Anna Ward'],
      series: [{ name: 'Ember', position: '3' }],
      isAbridged: false,
      fileTypes: ['mp3'],
      bitrateKbps: 64,
    },
  ],
])('reads %j', (title, facts) => {
  expect(releaseFromProwlarr(buildResult({ title }))).toMatchObject(facts);
});

test('what Prowlarr marks as freeleech is free', () => {
  const { cost } = releaseFromProwlarr(buildResult({ indexerFlags: ['FreeLeech'] }));

  expect(cost.isFree).toBe(true);
});

test('a result of another tracker is named by its indexer, and is never taken for one of ours', () => {
  const result = buildResult({ guid: '501', indexerId: 9, trackerId: null });

  expect(releaseFromProwlarr(result).trackerId).toBe('9:501');
});

test('its releases are judged like all others', () => {
  const right = releaseFromProwlarr(buildResult());
  const wrong = releaseFromProwlarr(buildResult({ title: 'Smoke by Anna Ward [ENG / M4B]' }));

  expect(rejectionsOf(wanted, right, policy, new Set())).toEqual([]);
  expect(rejectionsOf(wanted, wrong, policy, new Set())).toMatchObject([{ rule: 'other-work' }]);
  expect(rejectionsOf(wanted, right, policy, new Set(['prowlarr:501']))).toMatchObject([
    { rule: 'blocklisted' },
  ]);
});
