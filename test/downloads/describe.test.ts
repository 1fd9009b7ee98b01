import { expect, test } from 'vitest';
import { phaseOf } from '../../src/clients/qbittorrent/phases.ts';
import type { TorrentState } from '../../src/clients/qbittorrent/torrent.ts';
import { describeTorrent, problemOf } from '../../src/downloads/describe.ts';

function torrent(rawState: string, fields: Partial<TorrentState> = {}): TorrentState {
  const state = phaseOf(rawState);
  return { rawState, state, progress: 0.429, savePath: '/books', ...fields } as TorrentState;
}

test.each<[string, Partial<TorrentState>, string]>([
  ['downloading', { downloadBytesPerSecond: 1_240_000 }, '42 % downloaded at 1.2 MB/s'],
  ['downloading', { downloadBytesPerSecond: 800 }, '42 % downloaded at 1 kB/s'],
  ['forcedDL', { downloadBytesPerSecond: null }, '42 % downloaded'],
  ['stalledDL', { seeders: 0 }, '42 % downloaded, nobody sends anything at the moment (0 seeders)'],
  ['stalledDL', { seeders: null }, '42 % downloaded, nobody sends anything at the moment'],
  ['queuedDL', {}, '42 % downloaded, waits for its turn in qBittorrent'],
  ['pausedDL', {}, '42 % downloaded, stopped by hand in qBittorrent, start it there to go on'],
  ['stoppedDL', {}, '42 % downloaded, stopped by hand in qBittorrent, start it there to go on'],
  ['checkingUP', { progress: 1 }, '100 % downloaded, qBittorrent checks the files'],
  ['moving', { progress: 1 }, '100 % downloaded, qBittorrent moves the files'],
  ['brandNew', {}, '42 % downloaded, in a state this program does not know (brandNew)'],
])('of a torrent that is %s it says what it waits for', (rawState, fields, text) => {
  expect(describeTorrent(torrent(rawState, fields))).toBe(text);
});

test('only missing files and errors keep a torrent from going on', () => {
  const states = ['error', 'missingFiles', 'stalledDL', 'pausedDL', 'checkingDL', 'moving', 'odd'];

  const reasons = states.flatMap((state) => problemOf(torrent(state))?.text ?? []);

  expect(reasons).toEqual([
    'qBittorrent reports an error with the torrent',
    'qBittorrent misses the files of the torrent in /books',
  ]);
});
