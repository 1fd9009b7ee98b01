import type { CallToolResult } from '@modelcontextprotocol/server';
import type { Actor } from '../../command/actor.ts';
import { changes } from '../../command/definition.ts';
import type { Commands } from '../../command/discover.ts';
import { type Execute, prepare } from '../../command/execute.ts';
import { UserError } from '../../errors.ts';
import { type Confirmations, issueToken, useToken } from './confirm.ts';
import { replyText } from './reply-text.ts';
import { confirmationArgument } from './tools.ts';

/** What it takes to carry a call out. */
export type ToolDoor = {
  commands: Commands;
  execute: Execute;
  confirmations: Confirmations;
  now: () => Date;
};

/** Who calls: the key is known by its digest only. */
export type Caller = { actor: Actor; keyDigest: string };

/** Refuses a change by throwing. */
export type BeforeChange = (command: string) => Promise<void>;

type Arguments = Readonly<Record<string, unknown>>;

/**
 * Carries a call out. A change is only announced at first; the second call, with the token of that answer
 * and the same input, does it. Throws what a command throws.
 */
export async function callTool(
  { name, given }: { name: string; given: Arguments },
  { actor, keyDigest }: Caller,
  { commands, execute, confirmations, now }: ToolDoor,
  beforeChange: BeforeChange,
): Promise<CallToolResult> {
  const { [confirmationArgument]: token, ...raw } = given;
  const { command, input } = prepare(commands, { command: name, input: raw, actor });
  const isChange = changes(command, input);
  const asked = { keyDigest, command, input };
  if (isChange && token === undefined) {
    return announced(name, raw, await issueToken(confirmations, asked, now()));
  }
  if (isChange) {
    await beforeChange(name);
    await useToken(confirmations, asked, tokenOf(token));
  } else if (token !== undefined && command.effect === 'read') {
    throw new UserError('bad_input', `"${name}" needs no confirmation.`, 'Leave it out.');
  }
  const { output, reply } = await execute({
    command: name,
    input: raw,
    actor,
    readOnly: !isChange,
  });
  return {
    content: [{ type: 'text', text: replyText(reply) }],
    structuredContent: { data: plain(output) },
  };
}

function announced(
  name: string,
  input: Arguments,
  { token, expiresAt }: { token: string; expiresAt: Date },
): CallToolResult {
  const text = [
    `Nothing was done yet. This would change something: ${name} ${JSON.stringify(input)}`,
    `When the person wants that, call "${name}" again with the same input and "${confirmationArgument}": "${token}", once, within five minutes.`,
  ];
  return {
    content: [{ type: 'text', text: text.join('\n') }],
    structuredContent: {
      needs_confirmation: true,
      confirmation: token,
      expires_at: expiresAt.toISOString(),
    },
  };
}

function tokenOf(token: unknown): string {
  if (typeof token === 'string') return token;
  throw new UserError('bad_input', `"${confirmationArgument}" is no text.`, 'Leave it out.');
}

/** The output as JSON carries it: dates as texts, nothing undefined. */
function plain(output: unknown): unknown {
  return JSON.parse(JSON.stringify(output ?? null)) as unknown;
}
