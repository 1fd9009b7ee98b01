import { expect, test } from 'vitest';
import { eventsFields, rulesFields } from '../../src/http/tracker-fields.ts';

const at = new Date('2026-06-15T12:00:00Z');
const event = (type: string) => ({ type, start: at, end: null, description: 'news', setBy: null });
const rulebook = { pages: [], rulebook: { version: 4, since: at } };

test.each([
  [[], 'normal', 0],
  [['bonus'], 'normal', 1],
  [['multiplier'], 'increase_download_rate', 1],
  [['multiplier', 'freeleech'], 'zero_upload_needed', 2],
  [['freeleech', 'none'], 'normal', 0],
])('of %j the impact is %s', (types, impact, count) => {
  const fields = eventsFields({ events: types.map(event), lastLook: at });

  expect(fields).toMatchObject({ current_impact: impact, event_count: count });
});

test('before the site was looked at an event is unknown, not absent', () => {
  expect(rulesFields({ ...rulebook, events: [], lastLook: null })).toMatchObject({
    rule_version: 4,
    freeleech_active: null,
    multiplier_active: null,
  });
  expect(rulesFields({ ...rulebook, events: [event('bonus')], lastLook: at })).toMatchObject({
    freeleech_active: false,
    bonus_event_active: true,
  });
});
