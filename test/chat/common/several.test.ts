import { expect, test } from 'vitest';
import { isTyped, readCalls, summarise } from '../../../src/chat/common/several.ts';
import { say } from '../../../src/command/reply.ts';
import { discoverCommands } from '../../../src/command/discover.ts';
import { createDoor } from '../discord/commands.ts';

const { commands } = createDoor({ wait: async () => {} });
const inputsOf = (line: string) => readCalls(line, commands).map(({ input }) => input);

test.each([
  ['approve 12', [{ proposal: 12 }]],
  ['approve 12 13 14', [{ proposal: 12 }, { proposal: 13 }, { proposal: 14 }]],
  ['/Approve #12, #13,14 12', [{ proposal: 12 }, { proposal: 13 }, { proposal: 14 }]],
  ['approve 12 12', [{ proposal: 12 }]],
  [
    'reject 12 13 too big',
    [
      { proposal: 12, reason: 'too big' },
      { proposal: 13, reason: 'too big' },
    ],
  ],
  ['note 12 13 apples', [{ proposal: 12, text: '13 apples' }]],
  ['gaps 5', [{ limit: 5 }]],
  ['gaps 5 6', [{ limit: 5, '6': true }]],
  ['request 1984 2001', [{ title: '1984 2001' }]],
])('"%s" means %j', (line, inputs) => {
  expect(inputsOf(line)).toEqual(inputs);
});

test('nothing typed is a call for help', () => {
  expect(readCalls(' ', commands)).toEqual([{ command: 'help', input: {} }]);
});

test('more than 25 numbers are refused', () => {
  const numbers = Array.from({ length: 26 }, (_, index) => index + 1).join(' ');

  expect(() => inputsOf(`approve ${numbers}`)).toThrow('26 numbers are too many');
});

test('several answers are one, with a line for each', () => {
  const call = (proposal: number) => ({ command: 'approve', input: { proposal } });
  const done = { call: call(12), reply: say('Approved 12', ''), hasFailed: false };
  const failed = { call: call(13), reply: say('Too late.', ''), hasFailed: true };

  expect(summarise([done, failed])).toEqual({
    title: 'approve: 1 of 2 done',
    tone: 'warning',
    blocks: [{ kind: 'list', items: [{ text: '12: Approved 12' }, { text: '13: Too late.' }] }],
  });
  expect(summarise([done, done])).toMatchObject({ title: 'approve: all 2 done', tone: 'ok' });
});

test.each([
  ['approve 12', true],
  ['approve 12 13', true],
  ['request 1984 2001', true],
  ['/gaps what is missing?', true],
  ['gaps serie:Oz', true],
  ['', true],
  ['gaps in the Land of Oz', false],
  ['gaps Land of Oz?', false],
  ['approve 12 please', false],
  ['approve the second one', false],
  ['what is missing', false],
])('"%s" is a command as typed: %s', (line, expected) => {
  expect(isTyped(line, commands)).toBe(expected);
});

test('a question is a command as typed, whole with its question mark', async () => {
  const all = await discoverCommands();

  expect(isTyped('ask may I stop seeding after three days?', all)).toBe(true);
  expect(isTyped('ask me about that again?', all)).toBe(false);
});
