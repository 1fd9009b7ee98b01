import { expect, test } from 'vitest';
import { describeFailure, failureReply } from '../../src/command/failure.ts';
import { ExternalError, UserError } from '../../src/errors.ts';

test("a user's mistake is told as it is", () => {
  const error = new UserError('not_found', 'There is no proposal 12.', 'Type "queue".');

  const failure = describeFailure(error, 'a1');

  expect(failure).toEqual({
    kind: 'user',
    code: 'not_found',
    message: 'There is no proposal 12.',
    hint: 'Type "queue".',
    id: 'a1',
  });
  expect(failureReply(failure).tone).toBe('warning');
});

test('a service is named with what is wrong and when to come back', () => {
  const retryAt = new Date(2026, 0, 2, 14, 5);

  const failure = describeFailure(
    new ExternalError('tracker', 'throttled', '429', { retryAt }),
    'a1',
  );

  expect(failure.code).toBe('service_throttled');
  expect(failure.message).toBe('The tracker asks us to slow down (429).');
  expect(failure.hint).toBe('Try again after 2 Jan, 14:05.');
});

test.each([new TypeError('secret detail'), 'secret detail', undefined])(
  'a bug shows its id and nothing of its cause',
  (cause) => {
    const failure = describeFailure(cause, 'a1b2');

    expect(failure.code).toBe('internal');
    expect(failure.hint).toContain('a1b2');
    expect(JSON.stringify(failure)).not.toContain('secret');
  },
);
