import type { Actor } from '../../command/actor.ts';
import type { Reply } from '../../command/reply.ts';
import { UserError } from '../../errors.ts';
import { explain } from '../common/explain.ts';
import type { Api } from './api.ts';
import { answerCalls, type CallOptions, type ReadCalls } from './calls.ts';
import { outsideError, Refusal } from './faults.ts';
import type { Press } from './ids.ts';
import { type Place, questionModal } from './modal.ts';
import type { SlackUser } from './people.ts';
import { moreWords, renderHome } from './render.ts';
import type { SendFitting } from './send.ts';
import { speak } from './speak.ts';

/** Who asks; `name` is the one that came with the question. */
export type Asker = { id: string; name: string };

export type ConversationOptions = CallOptions & {
  api: Api;
  sendFitting: SendFitting;
  people: (id: string, otherName: string) => Promise<SlackUser>;
  identify: (user: SlackUser) => Promise<Actor>;
  home: (actor: Actor) => Promise<Reply[]>;
  now: () => Date;
};

export type Conversation = {
  /**
   * Runs the calls and answers at that place; `isPrivate` for the asker alone whatever the commands say,
   * `line` where what was written may be plain language.
   */
  answer(
    asker: Asker,
    place: Place,
    calls: ReadCalls,
    manner: { isPrivate: boolean; line?: string },
  ): Promise<void>;
  /** Opens the questions of a press at once: its trigger is good for three seconds. */
  ask(
    asker: Asker,
    place: Place,
    question: { press: Press; trigger: string; about: string },
  ): Promise<void>;
  showHome(asker: Asker): Promise<void>;
};

/** What people and the bot say to each other, whichever way it came. */
export function createConversation(options: ConversationOptions): Conversation {
  const { api, commands, people, identify, slashCommand, logBug } = options;
  const actorOf = async ({ id, name }: Asker) => identify(await people(id, name));

  return {
    async answer(asker, place, calls, { isPrivate, ...said }) {
      const asked = { ...said, calls, place: place.channel, actor: () => actorOf(asker) };
      const answer = await answerCalls(asked, options);
      const told = { ...answer, isPrivate: isPrivate || answer.isPrivate };
      await speak(api, { ...told, userId: asker.id, place }, options);
    },
    async ask(asker, place, { press, trigger, about }) {
      try {
        const view = questionModal(press, place, { about, commands });
        await api.call('views.open', { trigger_id: trigger, view });
      } catch (error) {
        const reply = explain(isTooLate(error) ? tooLate() : outsideError(error), logBug);
        const answer = { reply, isPrivate: true, rest: '', userId: asker.id, place };
        await speak(api, answer, options);
      }
    },
    async showHome(asker) {
      const replies = await actorOf(asker)
        .then(options.home)
        .catch((error: unknown) => [explain(error, logBug)]);
      const view = { type: 'home', blocks: renderHome(replies, moreWords(slashCommand)) };
      await api.call('views.publish', { user_id: asker.id, view });
    },
  };
}

function isTooLate(error: unknown): boolean {
  return error instanceof Refusal && error.code.endsWith('trigger_id');
}

function tooLate(): UserError {
  return new UserError('expired', 'Slack took too long to open the question.', 'Press again.');
}
