import { expect, test } from 'vitest';
import { openRoom } from './room.ts';

const event = {
  type: 'event_callback',
  event_id: 'Ev1',
  team_id: 'T1',
  event: { type: 'app_mention', user: 'U1', text: 'approve 12', channel: 'C1', ts: '1.2' },
};

test.each(['forged', 'stale', 'future', 'unsigned'] as const)(
  'a request with a %s signature is refused and does nothing',
  async (signature) => {
    const { slack, stage } = await openRoom('http');

    const answer = await slack.http.send(event, signature);

    expect(answer.status).toBe(401);
    expect(stage.approvedBy.size).toBe(0);
    expect(slack.calls.map(({ method }) => method)).toEqual(['auth.test']);
  },
);

test('a body of ten megabytes is refused', async () => {
  const { slack } = await openRoom('http');

  // The line is cut when the sender goes on sending.
  const answer = await slack.http.send('x'.repeat(10_000_000), 'valid').catch(() => null);

  expect(answer?.status ?? 413).toBe(413);
});

test('another path or method is not found', async () => {
  const { slack } = await openRoom('http');
  const address = slack.http.address ?? '';

  const get = await fetch(address);
  const other = await fetch(`${address}/other`, { method: 'POST', body: '{}' });

  expect([get.status, other.status]).toEqual([404, 404]);
});

test('before it is started it asks Slack to come again', async () => {
  const { slack } = await openRoom('http', { isStarted: false });

  const answer = await slack.http.send(event, 'valid');

  expect(answer.status).toBe(503);
});
