import type { Message } from 'discord.js';
import { type Reply, say } from '../../command/reply.ts';
import type { TypedCall } from '../../command/words.ts';
import { explain } from '../common/explain.ts';
import { type Answered, isTyped, readCalls, summarise } from '../common/several.ts';
import { type Desk, runCall } from './desk.ts';
import { messageOptions } from './payload.ts';
import { missingPermissions } from './permissions.ts';
import { actorOf } from './person.ts';
import { sendReply } from './send.ts';

type Speaker = Parameters<typeof runCall>[0];

/** Answers what was written to the bot, in direct messages or after its name; any other message is none of its business. */
export async function serveMessage(message: Message, desk: Desk): Promise<void> {
  const line = lineTo(desk.client.user.id, message);
  if (line === null) return;
  const { author: user, member, guildId, channelId } = message;
  const speaker = { user, member, guildId, channelId };
  const reply = await answerLine(line, speaker, desk);
  await sendReply(reply, {
    choicesOf: desk.choicesOf,
    pictureOf: desk.pictureOf,
    missing: missingPermissions(desk.client, message.channelId),
    send: (payload) => message.reply(messageOptions(payload)),
  });
}

/** `<@bot> approve 12` or the whole of a direct message; null for everything else, and for other bots. */
function lineTo(botId: string, { author, guildId, content, system }: Message): string | null {
  if (author.bot || system) return null;
  const said = /^\s*<@!?(\d+)>\s*(.*)$/s.exec(content);
  if (said?.[1] === botId) return said[2]?.trim() ?? '';
  return guildId === null ? content.trim() : null;
}

async function answerLine(line: string, speaker: Speaker, desk: Desk): Promise<Reply> {
  try {
    const told = await hear(line, speaker, desk);
    if (told) return told;
    const answered: Answered[] = [];
    for (const call of readCalls(line, desk.commands)) {
      answered.push(await answerCall(call, speaker, desk));
    }
    const [only, ...more] = answered;
    return only && more.length === 0 ? only.reply : summarise(answered);
  } catch (error) {
    return explain(error, desk.logBug);
  }
}

/** The answer to plain language; null for what is typed as a command. */
async function hear(line: string, speaker: Speaker, desk: Desk): Promise<Reply | null> {
  const { talk, commands } = desk;
  if (!talk || isTyped(line, commands)) return null;
  const actor = await actorOf(speaker, desk);
  const canBePrivate = speaker.guildId === null;
  const told = await talk({ line, actor, place: speaker.channelId ?? actor.id, canBePrivate });
  return told?.reply ?? null;
}

/** In a channel everybody reads along, so private answers are not given there. */
async function answerCall(call: TypedCall, speaker: Speaker, desk: Desk): Promise<Answered> {
  const command = desk.commands.get(call.command);
  if (command?.visibility === 'private' && speaker.guildId !== null) {
    const { name } = command;
    const text = `Use /${name}, or write to me in direct messages.`;
    return { call, reply: say(`"${name}" is answered to you alone`, text), hasFailed: true };
  }
  try {
    return { call, reply: await runCall(speaker, desk, call), hasFailed: false };
  } catch (error) {
    return { call, reply: explain(error, desk.logBug), hasFailed: true };
  }
}
