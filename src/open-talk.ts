import type { Commands } from './command/discover.ts';
import type { Execute } from './command/execute.ts';
import type { Talk } from './command/talk.ts';
import { english } from './conversation/english/index.ts';
import { remember } from './conversation/memory.ts';
import { notice } from './conversation/notice.ts';
import type { Call } from './conversation/state.ts';
import { createTalk } from './conversation/talk.ts';
import { readLanguage } from './conversation/vocabulary.ts';
import { messageOf } from './errors.ts';
import type { Services } from './services.ts';
import { policyOptions } from './settings/policy-options.ts';

/** Plain language for the chats of this process, made ready when somebody says the first line of it. */
export function openTalk(services: Services, commands: Commands, execute: Execute): Talk {
  let talk: Talk | undefined;
  return (said) => (talk ??= readyTalk(services, commands, execute))(said);
}

function readyTalk(services: Services, commands: Commands, execute: Execute): Talk {
  const { em, now, jobs, model } = services;
  return createTalk({
    commands,
    execute,
    em,
    now,
    vocabulary: readLanguage(english, commands),
    options: {
      job: jobs.map(({ name }) => name),
      name: Object.keys(policyOptions),
      command: [...commands.keys()],
    },
    model,
    modelMode: async () => (await services.policy(em())).modelMode,
  });
}

/**
 * The same door; what is answered in a place of a chat is remembered there. What was done is told even
 * when it cannot be remembered, as in a database that takes no changes.
 */
export function remembering(execute: Execute, { em, now, log }: Services): Execute {
  return async (call) => {
    const done = await execute(call);
    const { actor, place, command } = call;
    if (place !== undefined) {
      const state = notice({ command, input: call.input as Call['input'] }, done.reply);
      await remember(em(), { actor, place }, state, now()).catch((error: unknown) =>
        log.warn({ cause: messageOf(error) }, 'an answer was not remembered for what is said next'),
      );
    }
    return done;
  };
}
