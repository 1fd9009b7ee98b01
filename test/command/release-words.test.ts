import { expect, test } from 'vitest';
import { discoverCommands } from '../../src/command/discover.ts';
import { parseWords } from '../../src/command/words.ts';

const commands = await discoverCommands();

test.each<[string, Record<string, unknown>]>([
  ['releases The Warlord of Mars', { book: 'The Warlord of Mars' }],
  ['releases 12 sort:size free_only', { book: '12', sort: 'size', free_only: true }],
  ['releases 7 owned', { book: '7', owned: true }],
  [
    'releases Salt Road --free-only --bitrate 96',
    { book: 'Salt Road', free_only: true, bitrate: 96 },
  ],
  ['search Born Free', { title: 'Born Free' }],
  ['search "Born Free" author:"Joy Adamson"', { title: 'Born Free', author: 'Joy Adamson' }],
  [
    'search The Best of Times language:de size:1.5',
    { title: 'The Best of Times', language: 'de', size: 1.5 },
  ],
  ['approve 12 wedge', { proposal: 12, wedge: true }],
  ['approve 12 4', { proposal: 12, release: 4 }],
  ['reject 12 not now days:7', { proposal: 12, reason: 'not now', days: 7 }],
  ['grab 33', { release: 33 }],
  ['why 12', { proposal: 12 }],
  ['why The Salt Road', { book: 'The Salt Road' }],
  ['why download:3', { download: 3 }],
  ['queue completed', { state: 'completed' }],
  ['blocklist', {}],
  ['blocklist add:700123 reason:"poor sound"', { add: 700123, reason: 'poor sound' }],
  ['autopilot free', { mode: 'free' }],
])('%j is read as the command it means', (line, input) => {
  expect(parseWords(line, commands)).toEqual({ command: line.split(' ')[0], input });
});
