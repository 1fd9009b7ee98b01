import { expect, test } from 'vitest';
import { z } from 'zod';
import type { CostClass } from '../../src/releases/cost.ts';
import { listOptions, narrow } from '../../src/releases/filter.ts';
import { buildRelease } from './builders.ts';

const options = z.object(listOptions);

const releases = [
  buildRelease({ trackerId: '1', bitrateKbps: 64, sizeBytes: 1e9, seeders: 3, snatches: 90 }),
  buildRelease({ trackerId: '2', language: 'de', narrators: ['Mia Lang'], snatches: 10 }),
  buildRelease({ trackerId: '3', fileTypes: ['mp3'], authors: ['Bo Ek'], seeders: 80 }),
  buildRelease({
    trackerId: '4',
    bitrateKbps: null,
    bitrateSource: null,
    sizeBytes: null,
    language: null,
    series: [{ name: 'Ash', position: '1' }],
    addedAt: new Date('2026-07-01T00:00:00Z'),
  }),
];
const costs: CostClass[] = ['paid', 'free', 'vip', 'personal-freeleech'];
const rows = releases.map((release, index) => ({ release, costClass: costs[index] ?? 'paid' }));

function shown(given: z.input<typeof options> & { author?: string }): string {
  const { author, ...rest } = given;
  const list = narrow(rows, { ...options.parse(rest), author });
  return list.map(({ release }) => release.trackerId).join(' ');
}

test.each<[z.input<typeof options> & { author?: string }, string]>([
  [{}, '1 2 3 4'],
  [{ language: 'German' }, '2'],
  [{ format: 'MP3' }, '3'],
  [{ bitrate: 96 }, '2 3'],
  [{ narrator: 'lang' }, '2'],
  [{ author: 'Ek, Bo' }, '3'],
  [{ series: 'ash' }, '4'],
  [{ size: 0.5 }, '2 3'],
  [{ free_only: true }, '2 3 4'],
  [{ free_only: true, format: 'm4b' }, '2 4'],
  [{ sort: 'bitrate' }, '2 3 1 4'],
  [{ sort: 'size' }, '1 2 3 4'],
  [{ sort: 'seeders' }, '3 2 4 1'],
  [{ sort: 'snatches' }, '1 3 4 2'],
  [{ sort: 'newest' }, '4 1 2 3'],
])('%j leaves %s', (given, expected) => {
  expect(shown(given)).toBe(expected);
});
