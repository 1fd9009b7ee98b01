import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { runOnce } from '../../../src/chat/terminal/one-shot.ts';
import type { Execute } from '../../../src/command/execute.ts';
import { say } from '../../../src/command/reply.ts';
import { commands, execute, person } from './commands.ts';

async function run(argv: string[], door: Execute = execute) {
  const output = new PassThrough();
  const errorOutput = new PassThrough();
  const bugs: unknown[] = [];
  const exitCode = await runOnce({
    argv,
    commands,
    execute: door,
    actor: person,
    output,
    errorOutput,
    logBug: (cause) => bugs.push(cause),
  });
  return {
    exitCode,
    bugs,
    output: String(output.read() ?? ''),
    errorOutput: String(errorOutput.read() ?? ''),
  };
}

test('a command that worked prints its reply and exits with 0', async () => {
  expect(await run(['gaps', 'series:Land of Oz', '--limit', '5'])).toEqual({
    exitCode: 0,
    bugs: [],
    output: '• Gaps of Land of Oz\n  At most 5.\n',
    errorOutput: '',
  });
});

test.each([
  ['broken', 1, '✗ Something went wrong inside this program.'],
  ['fly', 2, '! There is no command "fly".'],
  ['approve', 2, '! proposal: '],
  ['settings', 2, '! "settings" needs the role owner'],
  ['away', 3, '✗ The tracker cannot be reached'],
])('%s exits with %i and says why on the error output', async (command, exitCode, text) => {
  const done = await run([command]);

  expect(done.exitCode).toBe(exitCode);
  expect(done.output).toBe('');
  expect(done.errorOutput).toContain(text);
});

test('a bug is handed to the log with its cause', async () => {
  expect((await run(['broken'])).bugs).toEqual([new TypeError('secret detail')]);
});

test('--json prints the data of the command', async () => {
  const done = await run(['gaps', '--json', 'Oz']);

  expect(done.exitCode).toBe(0);
  expect(JSON.parse(done.output)).toEqual({
    success: true,
    data: { series: 'Oz', limit: 50 },
    error: null,
  });
});

test('--json prints errors too, on the same output', async () => {
  const done = await run(['away', '--json']);

  expect(done.exitCode).toBe(3);
  expect(JSON.parse(done.output)).toEqual({
    success: false,
    data: null,
    error: {
      code: 'service_unreachable',
      message: 'The tracker cannot be reached (tracker did not answer in 10 s).',
      hint: expect.any(String),
      id: expect.any(String),
    },
  });
});

test('--json is whole and harmless whatever the data holds', async () => {
  const title = 'a\u009b2J\u202e\u001b[31m\ud800';
  const done = await run(['request', title, '--json']);

  expect(done.output).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  expect(JSON.parse(done.output).data).toEqual({ title });
});

test('buttons are spelled out as the words to type', async () => {
  expect((await run(['card'])).output).toBe(`• 12: The Glass Orchard (Hollow Lands #3)
  Missing from your library. Shall I get it?
  Author  Mara Quill
  - Approve
    approve proposal=12
  - Reject
    reject proposal=12 reason=<Why not?>
  - Give it up
    cancel download=7
`);
});

test.each([[[]], [['--help']], [['-h']]])('%o is a call for help', async (argv) => {
  const calls: string[] = [];
  const done = await run(argv, async ({ command }) => {
    calls.push(command);
    return { command: [...commands.values()][0]!, output: null, reply: say('Commands', 'All.') };
  });

  expect(done.exitCode).toBe(0);
  expect(calls).toEqual(['help']);
});
