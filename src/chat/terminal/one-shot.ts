import { randomUUID } from 'node:crypto';
import type { Actor } from '../../command/actor.ts';
import type { Commands } from '../../command/discover.ts';
import type { Execute } from '../../command/execute.ts';
import { describeFailure, type Failure, failureReply } from '../../command/failure.ts';
import type { Reply } from '../../command/reply.ts';
import { parseArguments } from '../../command/words.ts';
import type { LogBug } from '../common/explain.ts';
import { showsColour, type TerminalOutput, widthOf } from './output.ts';
import { renderReply } from './render.ts';
import { spellOut } from '../common/spell-out.ts';

export type OneShotOptions = {
  /** The words after the program's name: command, input, perhaps `--json`. */
  argv: readonly string[];
  commands: Commands;
  execute: Execute;
  actor: Actor;
  output: TerminalOutput;
  errorOutput: TerminalOutput;
  /** Cells a line; else what each output says, else 80. */
  width?: number;
  hasColour?: boolean;
  logBug: LogBug;
};

// JSON escapes only the older control characters; these too can steer a terminal.
const steering = /[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const exitCodes: Record<Failure['kind'], number> = { bug: 1, user: 2, service: 3 };

/**
 * Runs one command and prints its reply, or `{success, data, error}` with `--json`. Answers the exit
 * code: 0 done, 1 our bug, 2 the caller's mistake, 3 another service. Without a command it is `help`.
 * What was printed has left the process by then.
 */
export async function runOnce(options: OneShotOptions): Promise<number> {
  const { stream, text, exitCode } = await answer(options);
  await new Promise<void>((resolve, reject) => {
    stream.write(`${text}\n`, (error) => (error ? reject(error) : resolve()));
  });
  return exitCode;
}

type Answer = { stream: TerminalOutput; text: string; exitCode: number };

async function answer(options: OneShotOptions): Promise<Answer> {
  const { argv, commands, execute, actor, output, errorOutput } = options;
  const isJson = argv.includes('--json');
  try {
    const call = parseArguments(commandOf(argv), commands);
    const { output: data, reply } = await execute({ ...call, actor });
    const text = isJson ? envelope(data, null) : render(reply, output, options);
    return { stream: output, text, exitCode: 0 };
  } catch (error) {
    const failure = describeFailure(error, randomUUID().slice(0, 8));
    if (failure.kind === 'bug') options.logBug(error, failure.id);
    const exitCode = exitCodes[failure.kind];
    if (isJson) return { stream: output, text: envelope(null, failure), exitCode };
    const text = render(failureReply(failure), errorOutput, options);
    return { stream: errorOutput, text, exitCode };
  }
}

function render(reply: Reply, stream: TerminalOutput, options: OneShotOptions): string {
  const width = options.width ?? widthOf(stream);
  const hasColour = options.hasColour ?? showsColour(stream);
  return renderReply(spellOut(reply), { width, hasColour }).text;
}

function commandOf(argv: readonly string[]): string[] {
  const words = argv.filter((word) => word !== '--json');
  const [first] = words;
  return first === undefined || /^(?:--help|-h)$/.test(first) ? ['help'] : words;
}

function envelope(data: unknown, failure: Failure | null): string {
  const error = failure && {
    code: failure.code,
    message: failure.message,
    hint: failure.hint,
    id: failure.id,
  };
  const json = JSON.stringify({ success: failure === null, data: data ?? null, error }, null, 2);
  return json.replaceAll(
    steering,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
