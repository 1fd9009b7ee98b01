import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { explain, type LogBug } from '../../chat/common/explain.ts';
import { readTexts } from '../../chat/common/fields.ts';
import { changes } from '../../command/definition.ts';
import type { Commands } from '../../command/discover.ts';
import { type Execute, prepare } from '../../command/execute.ts';
import type { Reply } from '../../command/reply.ts';
import { parseWords, type TypedCall } from '../../command/words.ts';
import type { Limit } from '../limits.ts';
import { grabs } from '../serve.ts';
import { showPath } from './render-buttons.ts';
import { fieldsOf, type Sessions, visitorIn } from './session.ts';

type Acting = {
  commands: Commands;
  execute: Execute;
  sessions: Sessions;
  limitGrab: Limit;
  logBug: LogBug;
};

const inputPrefix = 'input.';

/** Pressed buttons and typed lines; the answer stands on the page that follows. */
export function serveActs(app: FastifyInstance, acting: Acting): void {
  const schema = { hide: true };
  app.post('/dashboard/act', { schema }, (request, reply) =>
    answer(callIn(fieldsOf(request), acting.commands), request, reply, acting),
  );
  app.post('/dashboard/say', { schema }, (request, reply) => {
    const { line = '' } = fieldsOf(request);
    return answer(parseWords(line, acting.commands), request, reply, acting);
  });
}

/** A question that was left open is no option. */
function callIn(fields: Record<string, string>, commands: Commands): TypedCall {
  const { command = '' } = fields;
  const given = Object.entries(fields)
    .filter(([name, value]) => name.startsWith(inputPrefix) && value !== '')
    .map(([name, value]) => [name.slice(inputPrefix.length), value]);
  return { command, input: readTexts(commands, command, Object.fromEntries(given)) };
}

async function answer(
  call: TypedCall,
  request: FastifyRequest,
  reply: FastifyReply,
  acting: Acting,
): Promise<FastifyReply> {
  const { actor, token } = visitorIn(request);
  try {
    const { command, input } = prepare(acting.commands, { ...call, actor });
    if (!changes(command, input)) return reply.redirect(showPath(call.command, call.input), 303);
    if (grabs.has(call.command)) await acting.limitGrab(request);
    const done = await acting.execute({ ...call, actor });
    return await leave(done.reply);
  } catch (error) {
    return await leave(explain(error, acting.logBug));
  }

  async function leave(notice: Reply): Promise<FastifyReply> {
    await acting.sessions.leaveNotice(token, notice);
    return reply.redirect('/', 303);
  }
}
