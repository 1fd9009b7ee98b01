import { expect, test } from 'vitest';
import { readCalls, summarise } from '../../../src/chat/discord/bulk.ts';
import { say } from '../../../src/command/reply.ts';
import { createDoor } from './commands.ts';

const { commands } = createDoor({ wait: async () => {} });
const inputsOf = (line: string) => readCalls(line, commands).map(({ call }) => call.input);

test.each([
  ['approve 12', [{ proposal: 12 }]],
  ['approve 12 13 14', [{ proposal: 12 }, { proposal: 13 }, { proposal: 14 }]],
  ['/approve #12, #13', [{ proposal: 12 }, { proposal: 13 }]],
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
])('"%s" means %j', (line, inputs) => {
  expect(inputsOf(line)).toEqual(inputs);
});

test('more than 25 numbers are refused', () => {
  const numbers = Array.from({ length: 26 }, (_, index) => index + 1).join(' ');

  expect(() => inputsOf(`approve ${numbers}`)).toThrow('26 numbers are too many');
});

test('several answers are one, with a line for each', () => {
  const done = { number: '12', reply: say('Approved 12', ''), hasFailed: false };
  const failed = { number: '13', reply: say('Too late.', ''), hasFailed: true };

  expect(summarise([done, failed])).toEqual({
    title: '1 of 2 done',
    tone: 'warning',
    blocks: [{ kind: 'list', items: [{ text: '12: Approved 12' }, { text: '13: Too late.' }] }],
  });
});
