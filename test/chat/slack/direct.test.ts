import { expect, test } from 'vitest';
import { say } from '../../../src/command/reply.ts';
import { openRoom } from './room.ts';

const alert = say('Ratio emergency', 'It is at 0.98.', 'danger');

test('somebody is written to alone, once, and is known with their rights', async () => {
  const room = await openRoom('socket');
  const { amy } = room.slack.people;

  const who = await room.bot.direct?.whoIs(amy.id);
  const first = await room.bot.direct?.post(amy.id, alert, 'direct:1');
  const again = await room.bot.direct?.post(amy.id, alert, 'direct:1');

  expect(who).toMatchObject({ platform: 'slack', id: amy.id, role: 'operator' });
  expect(first).toEqual(again);
  expect(room.slack.direct(amy).messages).toHaveLength(1);
  expect(room.slack.channel('books').messages).toEqual([]);
  expect(room.broken()).toEqual([]);
});

test('somebody who is not there refuses', async () => {
  const room = await openRoom('socket');

  expect(await room.bot.direct?.post('U00000000', alert, 'direct:1')).toBe('refused');
});
