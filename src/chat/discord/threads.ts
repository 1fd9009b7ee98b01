import { Routes } from 'discord.js';
import type { Problem } from '../common/problems.ts';
import type { Platform } from '../platform.ts';
import { codes, isRefusal } from './faults.ts';
import { limits } from './limits.ts';
import { failureOf, type PostOptions } from './posts.ts';
import { cutLine } from './text.ts';

type ThreadOptions = Pick<PostOptions, 'rest' | 'token' | 'problems' | 'now'> & {
  postIn: NonNullable<Platform['postIn']>;
};

/** Discord archives a thread after so long without a message. */
const archivedAfterMinutes = 10_080;

/** Posts in the thread of a message, which is opened first where there is none. */
export function createThreads(options: ThreadOptions): NonNullable<Platform['postBelow']> {
  const { rest, problems, postIn } = options;
  return async (parent, topic, reply, dedupeKey) => {
    const name = cutLine(topic, limits.threadName);
    const body = { name, auto_archive_duration: archivedAfterMinutes };
    try {
      await rest.post(Routes.threads(parent.channel, parent.messageId), { body });
    } catch (error) {
      const { threadExists, missingPermissions, missingAccess, unknownMessage } = codes;
      if (isRefusal(error, missingPermissions, missingAccess)) problems.set('threads', noThreads);
      if (isRefusal(error, missingPermissions, missingAccess, unknownMessage)) return 'refused';
      if (!isRefusal(error, threadExists)) throw failureOf(options, error);
    }
    problems.set('threads', null);
    // The thread of a message has the id of that message.
    return await postIn(parent.messageId, reply, dedupeKey);
  };
}

const noThreads: Problem = {
  text: 'The bot may not open threads below its cards in Discord.',
  hint: "Allow Create Public Threads and Send Messages in Threads for the bot's role, or switch DOWNLOAD_THREADS off.",
};
