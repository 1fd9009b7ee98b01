import { expect, test } from 'vitest';
import { createProblems, type Problem } from '../../../src/chat/common/problems.ts';

const problem = (text: string): Problem => ({ text, hint: 'do this' });

test('all problems are told, the most serious first, and only when something changed', () => {
  const told: (readonly Problem[])[] = [];
  const problems = createProblems(['token', 'channel'] as const, (all) => told.push(all));

  problems.set('channel', problem('no channel'));
  problems.set('channel', problem('no channel'));
  problems.set('token', problem('no token'));
  problems.set('channel', null);
  problems.set('channel', null);

  expect(told.map((all) => all.map(({ text }) => text))).toEqual([
    ['no channel'],
    ['no token', 'no channel'],
    ['no token'],
  ]);
});
