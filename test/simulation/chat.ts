import type { Platform } from '../../src/chat/platform.ts';
import type { Button, Reply } from '../../src/command/reply.ts';
import { buttonsOf, type Message } from '../e2e/chat-room.ts';
import { chatFault, type Weather } from './faults.ts';

/** One chat of the simulation. Its people see the messages and press their buttons. */
export type Chat = Platform & {
  name: 'discord' | 'slack';
  messages: Message[];
  /** What stands in the threads below them. */
  below: Message[];
  /** Keys that were posted although the chat had answered a post of that key before. */
  repeated: string[];
  /** How many requests went wrong. */
  faults: () => number;
};

export function createChat(name: Chat['name'], weather: Weather, now: () => Date): Chat {
  const messages: Message[] = [];
  const below: Message[] = [];
  const answered = new Set<string>();
  const repeated: string[] = [];
  let calls = 0;
  let faults = 0;
  /** Carries out a request to the chat, or half of it, or nothing. */
  const request = <T>(what: string, effect: () => T): T => {
    calls += 1;
    const fault = chatFault(weather, name, `${what} ${calls}`, now());
    if (!fault) return effect();
    faults += 1;
    if (fault.hasEffect) effect();
    throw fault.error;
  };
  const put = async (place: Message[], channel: string, reply: Reply, key: string) => {
    if (answered.has(key)) repeated.push(key);
    const post = request(`post ${key}`, () => {
      const known = place.find((message) => message.key === key);
      const id = known?.id ?? String(messages.length + below.length + 1);
      if (!known) place.push({ id, key, reply });
      return { channel, messageId: id };
    });
    answered.add(key);
    return post;
  };
  return {
    name,
    messages,
    below,
    repeated,
    faults: () => faults,
    start: async () => {},
    stop: async () => {},
    post: (reply, key) => put(messages, 'audiobooks', reply, key),
    postBelow: (parent, _topic, reply, key) => put(below, parent.messageId, reply, key),
    edit: async (_channel, messageId, reply) =>
      request(`edit ${messageId}`, () => {
        const message = [...messages, ...below].find(({ id }) => id === messageId);
        if (!message) return 'gone';
        message.reply = reply;
        return 'edited';
      }),
  };
}

/** Buttons of what the chat shows, the newest messages first. */
export function pressable({ messages }: Chat, most: number): { key: string; button: Button }[] {
  return messages
    .slice(-most)
    .toReversed()
    .flatMap(({ key, reply }) => buttonsOf(reply).map((button) => ({ key, button })));
}
