import { expect, test } from 'vitest';
import { type WedgeEvidence, wedgeVerdict } from '../../src/spending/wedge-verdict.ts';

const evidence = (changes: Partial<WedgeEvidence>): WedgeEvidence => ({
  wedgesBefore: 3,
  wedgesNow: 3,
  isFreeNow: false,
  isInHistory: false,
  minutesSinceSent: 60,
  ...changes,
});

test.each<[string, Partial<WedgeEvidence>, string]>([
  ['the torrent is shown as free', { isFreeNow: true, minutesSinceSent: 0 }, 'spent'],
  ['free, though no count is known', { isFreeNow: true, wedgesNow: null }, 'spent'],
  ['the bonus history shows it', { isInHistory: true, minutesSinceSent: 0 }, 'spent'],
  ['one wedge less, half an hour later', { wedgesNow: 2, minutesSinceSent: 30 }, 'spent'],
  ['one wedge less, but the site may be late', { wedgesNow: 2, minutesSinceSent: 29 }, 'unknown'],
  ['nothing changed, but the site may be late', { minutesSinceSent: 29 }, 'unknown'],
  ['nothing changed for half an hour', { minutesSinceSent: 30 }, 'not-spent'],
  ['wedges were added meanwhile', { wedgesNow: 5 }, 'not-spent'],
  ['the torrent is gone and nothing changed', { isFreeNow: null }, 'not-spent'],
  ['the count is unknown now', { wedgesNow: null }, 'unknown'],
  ['the count was unknown before', { wedgesBefore: null, wedgesNow: 2 }, 'unknown'],
])('%s', (_, changes, verdict) => {
  expect(wedgeVerdict(evidence(changes))).toBe(verdict);
});
