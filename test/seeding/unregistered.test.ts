import { expect, test } from 'vitest';
import type { TrackerState } from '../../src/clients/qbittorrent/torrent.ts';
import { isOfTracker, unregisteredText } from '../../src/seeding/unregistered.ts';

function tracker(message: string, status: TrackerState['status'] = 'not-working'): TrackerState {
  return { host: 'tracker.example:443', status, message };
}

test.each([
  'torrent not registered with this tracker',
  'Torrent not registered',
  'unregistered torrent',
  'Torrent has been deleted.',
  'torrent not found',
])('"%s" means that the tracker took it off', (message) => {
  expect(unregisteredText([tracker(message)])).toBe(message);
  expect(unregisteredText([tracker(message, 'refusing')])).toBe(message);
});

test.each([
  'Host not found (authoritative)',
  'Connection refused',
  'unknown passkey',
  'rate limited, try again later',
  '',
])('"%s" does not', (message) => {
  expect(unregisteredText([tracker(message)])).toBeNull();
});

test('words of a tracker that works are not a refusal', () => {
  expect(unregisteredText([tracker('torrent not registered', 'working')])).toBeNull();
});

test('whose torrent it is tells the host alone, whatever the port', () => {
  expect(isOfTracker([tracker('')], ['tracker.example'])).toBe(true);
  expect(isOfTracker([tracker('')], ['elsewhere.example'])).toBe(false);
  expect(isOfTracker([], ['tracker.example'])).toBeNull();
});
