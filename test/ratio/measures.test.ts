import { expect, test } from 'vitest';
import { readTorrent } from '../../src/clients/qbittorrent/schema.ts';
import type { TorrentState } from '../../src/clients/qbittorrent/torrent.ts';
import { measuresFor, raisedSlots } from '../../src/ratio/measures.ts';
import { makeRow } from '../clients/qbittorrent/stand-in-torrents.ts';

const hashOf = (letter: string) => letter.repeat(40);

function torrent(letter: string, state: string, progress = state.endsWith('UP') ? 1 : 0.5) {
  const hash = hashOf(letter);
  const read = readTorrent(hash, makeRow(hash, { name: letter, state, progress }));
  return read as TorrentState;
}

function measures(
  torrents: TorrentState[],
  { paid = '', maxUploads = null as number | null } = {},
): string[] {
  const paidHashes = new Set(paid.split('').map(hashOf));
  return measuresFor(torrents, { paidHashes, maxUploads }).changes.map(
    ({ name, before, after }) => `${name}: ${before} → ${after}`,
  );
}

test.each([
  [1, 11],
  [4, 14],
  [20, 30],
  [21, 32],
  [40, 60],
  [-1, -1],
  [0, 0],
])('%i upload slots become %i', (before, after) => {
  expect(raisedSlots(before)).toBe(after);
});

test.each([
  ['downloading', 0.1, ['a: running → stopped']],
  ['stalledDL', 0.1, ['a: running → stopped']],
  ['queuedDL', 0.1, ['a: running → stopped']],
  ['forcedDL', 0.1, ['a: forced → stopped']],
  ['metaDL', 0, ['a: running → stopped']],
  ['downloading', 0.8999, ['a: running → stopped']],
  ['downloading', 0.9, []],
  ['downloading', 0.99, []],
  ['stoppedDL', 0.1, []],
  ['checkingDL', 0.1, []],
  ['moving', 0.1, []],
  ['error', 0.1, []],
  ['uploading', 1, []],
])('a paid download that is %s at %d: %j', (state, progress, expected) => {
  expect(measures([torrent('a', state, progress)], { paid: 'a' })).toEqual(expected);
});

test('what is free is not paused, and nothing else is touched before the emergency is sure', () => {
  const torrents = [
    torrent('a', 'downloading'),
    torrent('b', 'stalledDL'),
    torrent('c', 'pausedUP'),
  ];

  expect(measures(torrents)).toEqual([]);
});

test('a sure emergency also raises the slots, forces what is stalled and starts what can seed', () => {
  const torrents = [
    torrent('a', 'stalledDL'),
    torrent('b', 'stoppedUP'),
    torrent('c', 'pausedUP'),
    torrent('d', 'stalledUP'),
    torrent('e', 'downloading'),
    torrent('f', 'pausedDL'),
    torrent('0', 'stalledDL', 0.2),
    torrent('1', 'stalledDL', 0.95),
    torrent('2', 'uploading'),
    torrent('3', 'missingFiles', 1),
  ];
  const paidHashes = new Set(['0', '1'].map(hashOf));

  const { changes, stalledHashes } = measuresFor(torrents, { paidHashes, maxUploads: 20 });

  expect(changes.map(({ name, before, after }) => `${name}: ${before} → ${after}`)).toEqual([
    '0: running → stopped',
    'upload slots: 20 → 30',
    'a: running → forced',
    '1: running → forced',
    'b: stopped → running',
    'c: stopped → running',
  ]);
  expect(stalledHashes).toEqual(['a', '1'].map(hashOf));
});
