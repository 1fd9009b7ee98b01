import type { Answer } from './calls.ts';
import type { Api } from './api.ts';
import { isBadContent, Refusal } from './faults.ts';
import type { Place } from './modal.ts';
import { type SendOptions, sendFitting } from './send.ts';

/**
 * Answers where somebody asked: through the address that came with the question, else as a message.
 * What only that person may see is ephemeral, or a direct message where nothing else reaches them.
 */
export async function speak(
  api: Api,
  answer: Answer & { userId: string; place: Place },
  logBug: SendOptions['logBug'],
): Promise<void> {
  const { reply, rest, userId, place } = answer;
  try {
    await sendFitting(reply, { rest, logBug }, (payload) => deliver(api, answer, payload));
  } catch (error) {
    // An address is dead after half an hour, and an ephemeral message needs both of us in the channel.
    if (!(error instanceof Refusal) || isBadContent(error) || place.channel === userId) throw error;
    await sendFitting(reply, { rest, logBug }, (payload) =>
      api.call('chat.postMessage', { channel: userId, ...payload }),
    );
  }
}

async function deliver(
  api: Api,
  { isPrivate, userId, place }: Answer & { userId: string; place: Place },
  payload: Record<string, unknown>,
): Promise<void> {
  const thread = place.threadTs === null ? {} : { thread_ts: place.threadTs };
  if (place.responseUrl !== null) {
    const type = isPrivate ? 'ephemeral' : 'in_channel';
    const message = { response_type: type, replace_original: false, ...thread, ...payload };
    return api.respond(place.responseUrl, message);
  }
  const { channel } = place;
  // A direct conversation is private as it is: its id begins with D, and a person's own id leads there.
  const isEphemeral = isPrivate && !/^[DUW]/.test(channel);
  const method = isEphemeral ? 'chat.postEphemeral' : 'chat.postMessage';
  const person = isEphemeral ? { user: userId } : {};
  await api.call(method, { channel, ...person, ...thread, ...payload });
}
