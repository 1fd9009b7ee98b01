import { expect, test } from 'vitest';
import { ExternalError, UserError } from '../../src/errors.ts';
import { retryTime } from '../../src/job/retry.ts';

const now = new Date('2026-06-10T12:00:00Z');
const outage = new ExternalError('audible', 'unreachable', 'no answer');
const throttled = new ExternalError('tracker', 'throttled', 'too many', {
  retryAt: new Date('2026-06-10T13:00:00Z'),
});

test.each([
  ['first failure', outage, 1, null, '2026-06-10T12:05:00.000Z'],
  ['second', outage, 2, null, '2026-06-10T12:15:00.000Z'],
  ['third', outage, 3, null, '2026-06-10T13:00:00.000Z'],
  ['fourth', outage, 4, null, null],
  ['the service named a later time', throttled, 1, null, '2026-06-10T13:00:00.000Z'],
  ['the next slot is later', outage, 1, '2026-06-10T12:30:00Z', '2026-06-10T12:05:00.000Z'],
  ['the next slot comes first', outage, 3, '2026-06-10T12:30:00Z', null],
  ['a mistake of a person', new UserError('bad_input', 'no', 'yes'), 1, null, null],
  ['a fault of ours', new TypeError('oops'), 1, null, null],
])('%s', (_, error, attempt, nextSlot, expected) => {
  const time = retryTime({ error, attempt, now, nextSlot: nextSlot ? new Date(nextSlot) : null });

  expect(time?.toISOString() ?? null).toBe(expected);
});
