import { randomUUID } from 'node:crypto';
import type { Actor } from '../../command/actor.ts';
import type { Commands } from '../../command/discover.ts';
import { type Execute, usage } from '../../command/execute.ts';
import { describeFailure, failureReply } from '../../command/failure.ts';
import type { ListItem, Reply } from '../../command/reply.ts';
import type { TypedCall } from '../../command/words.ts';
import { codeSpan } from './text.ts';

/** What a person is told: a failure or a private matter for them alone; `rest` says what to type for more. */
export type Answer = { reply: Reply; isPrivate: boolean; rest: string };

export type CallOptions = {
  commands: Commands;
  execute: Execute;
  slashCommand: string;
  logBug: (cause: unknown, id: string) => void;
};

/** Runs what was asked for and puts the outcome into words, failures too; several calls make one answer. */
export async function answerCalls(
  asked: { calls: () => TypedCall[]; actor: () => Promise<Actor> },
  options: CallOptions,
): Promise<Answer> {
  try {
    const calls = asked.calls();
    const actor = await asked.actor();
    const [only] = calls;
    if (calls.length === 1 && only) return await answerOne(only, actor, options);
    return await answerSeveral(calls, actor, options);
  } catch (error) {
    return { reply: explain(error, options), isPrivate: true, rest: '' };
  }
}

/** The words for a failure; a bug is logged under the id that the person sees. */
export function explain(error: unknown, { logBug }: Pick<CallOptions, 'logBug'>): Reply {
  const failure = describeFailure(error, randomUUID().slice(0, 8));
  if (failure.kind === 'bug') logBug(error, failure.id);
  return failureReply(failure);
}

async function answerOne(
  call: TypedCall,
  actor: Actor,
  { execute, slashCommand }: CallOptions,
): Promise<Answer> {
  const { command, reply } = await execute({ ...call, actor });
  const words = usage(command);
  const rest = words.includes(' ') ? `Ask for less: ${codeSpan(`${slashCommand} ${words}`)}` : '';
  return { reply, isPrivate: command.visibility === 'private', rest };
}

async function answerSeveral(
  calls: readonly TypedCall[],
  actor: Actor,
  options: CallOptions,
): Promise<Answer> {
  const items: ListItem[] = [];
  let failures = 0;
  let isPrivate = false;
  for (const call of calls) {
    try {
      const answer = await answerOne(call, actor, options);
      isPrivate ||= answer.isPrivate;
      items.push(itemOf(call, answer.reply));
    } catch (error) {
      failures += 1;
      items.push(itemOf(call, explain(error, options)));
    }
  }
  const name = calls[0]?.command ?? '';
  const title = `${name}: ${calls.length - failures} of ${calls.length} done`;
  const tone = failures === 0 ? 'ok' : 'warning';
  const reply: Reply = { title, tone, blocks: [{ kind: 'list', items }] };
  return { reply, isPrivate: isPrivate || failures === calls.length, rest: '' };
}

/** `12: Approved: Ozma of Oz` */
function itemOf({ input }: TypedCall, { title }: Reply): ListItem {
  return { text: `${String(Object.values(input)[0])}: ${title}` };
}
