import { expect, test } from 'vitest';
import { readableLine, readMessage } from '../../../src/chat/slack/incoming.ts';
import { createDoor } from './commands.ts';

const stage = { approvedBy: new Map<number, string>(), calls: [], gate: Promise.resolve() };
const { commands } = createDoor(stage);

test.each([
  ['<@U0BOT> approve 12', 'approve 12'],
  ['  <@U0BOT|shelf>: <@U0BOT> queue', 'queue'],
  ['request <https://oz.example/t/1?a=1&amp;b=2>', 'request https://oz.example/t/1?a=1&b=2'],
  ['request <http://oz.example|oz.example> now', 'request http://oz.example now'],
  ['request Dragons &amp; &lt;Dungeons&gt;', 'request Dragons & <Dungeons>'],
  ['ask <#C012|books> and <@U077>', 'ask #books and @U077'],
  ['<!here> help', 'here help'],
])('%j is read as %j', (text, line) => {
  expect(readableLine(text)).toBe(line);
});

test('a message is read without the markup of Slack', () => {
  expect(readMessage('<@U0BOT> reject 12 &lt;3', commands)).toEqual([
    { command: 'reject', input: { proposal: 12, reason: '<3' } },
  ]);
});

test('too much at once is refused with the limit', () => {
  expect(() => readMessage('<'.repeat(1e6), commands)).toThrow('That is 1000000 characters');
});
