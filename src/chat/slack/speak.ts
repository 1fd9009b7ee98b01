import { setTimeout as delay } from 'node:timers/promises';
import { ExternalError } from '../../errors.ts';
import type { Api } from './api.ts';
import type { Answer } from './calls.ts';
import { isBadContent, Refusal } from './faults.ts';
import type { Place } from './modal.ts';
import type { SendFitting } from './send.ts';

/** An answer with the person it is for and the place they asked at. */
export type Told = Answer & { userId: string; place: Place };

const longestWaitMs = 30_000;

/**
 * Answers where somebody asked: through the address that came with the question, else as a message.
 * What only that person may see is ephemeral, or a direct message where nothing else reaches them.
 */
export async function speak(
  api: Api,
  answer: Told,
  { sendFitting, now }: { sendFitting: SendFitting; now: () => Date },
): Promise<void> {
  const { reply, rest, userId, place } = answer;
  try {
    await sendFitting(reply, rest, (payload) =>
      patiently(() => deliver(api, answer, payload), now),
    );
  } catch (error) {
    // An address is dead after half an hour, and an ephemeral message needs both of us in the channel.
    if (!(error instanceof Refusal) || isBadContent(error) || place.channel === userId) throw error;
    await sendFitting(reply, rest, (payload) =>
      api.call('chat.postMessage', { channel: userId, ...payload }),
    );
  }
}

/** Tries once more when Slack asks to come back soon. */
async function patiently(send: () => Promise<void>, now: () => Date): Promise<void> {
  try {
    await send();
  } catch (error) {
    const retryAt = error instanceof ExternalError ? error.retryAt : undefined;
    const waitMs = (retryAt?.getTime() ?? Number.POSITIVE_INFINITY) - now().getTime();
    if (waitMs > longestWaitMs) throw error;
    await delay(waitMs);
    await send();
  }
}

async function deliver(
  api: Api,
  { isPrivate, userId, place }: Told,
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
