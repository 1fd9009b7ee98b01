import type { Actor } from '../../command/actor.ts';
import type { Commands } from '../../command/discover.ts';
import { type Execute, usage } from '../../command/execute.ts';
import type { Reply } from '../../command/reply.ts';
import type { Talk, Told } from '../../command/talk.ts';
import type { TypedCall } from '../../command/words.ts';
import { explain, type LogBug } from '../common/explain.ts';
import { type Answered, isTyped, summarise } from '../common/several.ts';
import { codeSpan } from './text.ts';

/** What a person is told: a failure or a private matter for them alone; `rest` says what to type for more. */
export type Answer = { reply: Reply; isPrivate: boolean; rest: string };

/** Reads what a person asked for; throws UserError for what cannot be read. */
export type ReadCalls = () => TypedCall[] | Promise<TypedCall[]>;

export type CallOptions = {
  commands: Commands;
  execute: Execute;
  /** Plain language; without it commands only. */
  talk?: Talk;
  slashCommand: string;
  logBug: LogBug;
};

export type Asked = {
  calls: ReadCalls;
  /** What was written, where it may be plain language. */
  line?: string;
  place: string;
  actor: () => Promise<Actor>;
};

async function hear(
  { line, place, actor }: Asked,
  { talk, commands }: CallOptions,
): Promise<Told | null> {
  if (!talk || line === undefined || isTyped(line, commands)) return null;
  return await talk({ line, place, actor: await actor(), canBePrivate: true });
}

/** Runs what was asked for and puts the outcome into words, failures too; several calls make one answer. */
export async function answerCalls(asked: Asked, options: CallOptions): Promise<Answer> {
  const { place } = asked;
  try {
    const told = await hear(asked, options);
    if (told) return { ...told, rest: '' };
    const calls = await asked.calls();
    const actor = await asked.actor();
    const [only] = calls;
    if (calls.length === 1 && only) return await answerOne({ ...only, place }, actor, options);
    return await answerSeveral(calls, actor, options);
  } catch (error) {
    return { reply: explain(error, options.logBug), isPrivate: true, rest: '' };
  }
}

async function answerOne(
  call: TypedCall & { place?: string },
  actor: Actor,
  { execute, slashCommand }: CallOptions,
): Promise<Answer> {
  const { command, reply } = await execute({ ...call, actor });
  const words = usage(command);
  const rest = words.includes(' ') ? `Ask for less: ${codeSpan(`${slashCommand} ${words}`)}` : '';
  return {
    reply,
    isPrivate: command.visibility === 'private' || actor.prefersPrivate === true,
    rest,
  };
}

async function answerSeveral(
  calls: readonly TypedCall[],
  actor: Actor,
  options: CallOptions,
): Promise<Answer> {
  const answered: Answered[] = [];
  let isPrivate = false;
  for (const call of calls) {
    try {
      const answer = await answerOne(call, actor, options);
      isPrivate ||= answer.isPrivate;
      answered.push({ call, reply: answer.reply, hasFailed: false });
    } catch (error) {
      answered.push({ call, reply: explain(error, options.logBug), hasFailed: true });
    }
  }
  const isAllFailed = answered.every(({ hasFailed }) => hasFailed);
  return { reply: summarise(answered), isPrivate: isPrivate || isAllFailed, rest: '' };
}
