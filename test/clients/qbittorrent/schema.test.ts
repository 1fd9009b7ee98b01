import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDelta } from '../../../src/clients/qbittorrent/delta-schema.ts';
import {
  readFiles,
  readTorrent,
  readTorrents,
  readTrackers,
} from '../../../src/clients/qbittorrent/schema.ts';
import { ExternalError } from '../../../src/errors.ts';
import { makeRow, type Row } from './stand-in-torrents.ts';

const hash = 'a'.repeat(40);
const read = (fields: Row) => readTorrent(hash, makeRow(hash, fields));

test('a torrent is read in our words and units', () => {
  const torrent = read({ eta: 90, completion_on: 1_700_000_600, state: 'forcedUP', progress: 1 });

  expect(torrent).toEqual({
    hash,
    name: 'Some Book',
    state: 'seeding',
    rawState: 'forcedUP',
    run: 'forced',
    isComplete: true,
    progress: 1,
    amountLeftBytes: 750,
    sizeBytes: 1000,
    savePath: '/downloads',
    contentPath: '/downloads/Some Book',
    category: 'audiobooks',
    tags: ['auto', 'mam'],
    ratio: 0.5,
    seedingSeconds: 0,
    uploadedBytes: 125,
    downloadedBytes: 250,
    downloadBytesPerSecond: 0,
    uploadBytesPerSecond: 0,
    etaSeconds: 90,
    addedAt: new Date('2023-11-14T22:13:20Z'),
    completedAt: new Date('2023-11-14T22:23:20Z'),
    seeders: 4,
    leechers: 1,
    hasWorkingTracker: false,
  });
});

test.each([
  ['downloading', 'downloading', true],
  ['forcedDL', 'downloading', true],
  ['stalledDL', 'stalled-download', true],
  ['queuedDL', 'queued-download', true],
  ['pausedDL', 'paused-download', true],
  ['stoppedDL', 'paused-download', true],
  ['metaDL', 'metadata', false],
  ['forcedMetaDL', 'metadata', false],
  ['checkingDL', 'checking', false],
  ['checkingUP', 'checking', false],
  ['checkingResumeData', 'checking', false],
  ['moving', 'moving', false],
  ['uploading', 'seeding', true],
  ['forcedUP', 'seeding', true],
  ['stalledUP', 'stalled-upload', true],
  ['queuedUP', 'queued-upload', true],
  ['pausedUP', 'paused-upload', true],
  ['stoppedUP', 'paused-upload', true],
  ['missingFiles', 'missing-files', false],
  ['error', 'error', true],
  ['unknown', 'unknown', false],
  ['constructor', 'unknown', false],
  ['FORCEDUP', 'unknown', false],
])('%s is %s; complete with a progress of 1: %s', (rawState, state, isComplete) => {
  expect(read({ state: rawState, progress: 1 })).toMatchObject({ state, rawState, isComplete });
});

test('almost all is not complete', () => {
  const torrent = read({ state: 'uploading', progress: 0.9999999 });

  expect(torrent).toMatchObject({ progress: 0.9999999, isComplete: false });
});

describe('what qBittorrent does not know is null', () => {
  test.each([
    ['no end in sight', { eta: 8_640_000 }, { etaSeconds: null }],
    ['an absurd time left', { eta: 2 ** 60 }, { etaSeconds: null }],
    ['a negative time left', { eta: -1 }, { etaSeconds: null }],
    ['not complete in 4.5', { completion_on: 0 }, { completedAt: null }],
    ['not complete in 5.x', { completion_on: -1 }, { completedAt: null }],
    ['an unsigned -1', { completion_on: 0xff_ff_ff_ff }, { completedAt: null }],
    ['a ratio beyond its scale', { ratio: -1 }, { ratio: null }],
    ['a size without metadata', { size: -1 }, { sizeBytes: null }],
    ['a swarm nobody told of', { num_complete: -1 }, { seeders: null }],
    ['a missing field', { num_incomplete: undefined }, { leechers: null }],
    ['a path while checking', { content_path: 'Some Book' }, { contentPath: null }],
    ['no path', { content_path: '' }, { contentPath: null }],
    ['no tags', { tags: '' }, { tags: [] }],
  ])('%s', (_name, fields, expected) => {
    expect(read(fields)).toMatchObject(expected);
  });

  test.each(['C:\\Books\\One', 'd:/books', '\\\\nas\\books', '/books'])('but not %s', (path) => {
    expect(read({ content_path: path })?.contentPath).toBe(path);
  });
});

test.each([
  ['progress beyond 1', { progress: 1.5 }],
  ['progress as text', { progress: '1' }],
  ['no state', { state: undefined }],
  ['a negative amount left', { amount_left: -1 }],
  ['no seeding time', { seeding_time: null }],
])('a row with %s is dropped because decisions rest on it', (_name, fields) => {
  expect(readTorrents([makeRow(hash, fields)])).toEqual({ torrents: [], droppedRows: 1 });
});

const readers = [readTorrents, readFiles, readTrackers, readDelta];

function outcomeOf(reader: (value: unknown) => unknown, value: unknown): string {
  try {
    reader(JSON.parse(JSON.stringify(value)));
    return 'a value';
  } catch (error) {
    return error instanceof ExternalError ? error.name : String(error);
  }
}

test('the readers are total: whatever JSON comes, a value or a typed error', () => {
  const rows = fc.array(
    fc.record(
      Object.fromEntries(
        Object.keys(makeRow(hash)).map((name) => [name, fc.oneof(fc.constant(1), fc.jsonValue())]),
      ),
    ),
  );
  const digits = fc.string({ unit: fc.constantFrom('0', 'a', 'F'), minLength: 40, maxLength: 40 });
  const anything = fc.oneof(
    fc.jsonValue(),
    rows,
    fc.record({ rid: fc.nat(), torrents: fc.dictionary(digits, fc.jsonValue()) }),
  );

  fc.assert(
    fc.property(anything, fc.constantFrom(...readers), (value, reader) => {
      expect(['a value', 'ExternalError']).toContain(outcomeOf(reader, value));
    }),
    { numRuns: 500 },
  );
});
