import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Execute } from '../../../src/command/execute.ts';
import { until } from '../../support/until.ts';
import { execute, openCard } from './commands.ts';
import { sit } from './sitting.ts';

test.each([
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
  ['exit', 'exit\r'],
])('%s leaves once', async (_name, keys) => {
  const { type, exits, terminal } = await sit();

  type(keys);
  await until(() => exits.length > 0);
  await terminal.stop();

  expect(exits).toEqual(['left']);
});

test('a stop from outside is not the person leaving', async () => {
  const { terminal, exits } = await sit();

  await terminal.stop();

  expect(exits).toEqual([]);
});

test('leaving in the middle of a question does nothing', async () => {
  const { terminal, enter, end, exits, look } = await sit();
  await terminal.post(openCard, 'card:proposal:12');
  await enter('2', 'Why not?');

  end();
  await until(() => exits.length > 0);
  await terminal.stop();

  expect(look()).toContain('Nothing was done.');
});

test('a pipe is answered line by line without echo, and ends after its last answer', async () => {
  const { type, end, exits, look } = await sit({ isInteractive: false });

  type('card\n2\ntoo big\n\ngaps Oz\napprove 12');
  end();
  await until(() => exits.length > 0);

  expect(look().split('\n').slice(3)).toEqual([
    '• 12: The Glass Orchard (Hollow Lands #3)',
    '  Missing from your library. Shall I get it?',
    '  Author  Mara Quill',
    '  [1] Approve  [2] Reject  [3] Give it up',
    '',
    'Why not? (an empty line cancels)',
    '  1) wrong book',
    '  2) too big',
    '  3) not now',
    '• Rejected 12',
    '  Reason: too big.',
    '',
    '• Gaps of Oz',
    '  At most 50.',
    '',
    '✓ Approved 12',
    '  It is fetched now.',
  ]);
});

test('a pipe presses buttons that destroy without being asked again', async () => {
  const { type, end, exits, look } = await sit({ isInteractive: false });

  type('card\n3\n');
  end();
  await until(() => exits.length > 0);

  expect(look()).toContain('Cancelled 7');
});

test('the end of a pipe waits for an answer that takes long; so does a stop', async () => {
  const gate = Promise.withResolvers<void>();
  const slow: Execute = async (call) => {
    await gate.promise;
    return execute(call);
  };
  const { type, end, exits, look, terminal } = await sit({ isInteractive: false, execute: slow });
  type('gaps Oz\n');
  end();
  await turn();
  expect(exits).toEqual([]);

  const stopped = terminal.stop();
  gate.resolve();
  await stopped;

  expect(look()).toContain('Gaps of Oz');
});
