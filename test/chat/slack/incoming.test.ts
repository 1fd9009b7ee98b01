import { expect, test } from 'vitest';
import { readableLine, readCalls } from '../../../src/chat/slack/incoming.ts';
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

test.each([
  ['', [{ command: 'help', input: {} }]],
  ['approve 12', [{ command: 'approve', input: { proposal: 12 } }]],
  [
    '/Approve 12 #13,14 12',
    [12, 13, 14].map((proposal) => ({ command: 'approve', input: { proposal } })),
  ],
  [
    'reject 12 13 too big',
    [12, 13].map((proposal) => ({ command: 'reject', input: { proposal, reason: 'too big' } })),
  ],
  ['queue 5 6', [{ command: 'queue', input: { limit: 5, '6': true } }]],
  ['request 1984 2001', [{ command: 'request', input: { title: '1984 2001' } }]],
])('%j makes the calls %j', (line, calls) => {
  expect(readCalls(line, commands)).toEqual(calls);
});

test('too much at once is refused with the limit', () => {
  const numbers = Array.from({ length: 30 }, (_, index) => index + 1).join(' ');

  expect(() => readCalls(`approve ${numbers}`, commands)).toThrow('These are 30 numbers');
  expect(() => readCalls('<'.repeat(1e6), commands)).toThrow('That is 1000000 characters');
});
