import type { Mention } from '../../command/reply.ts';
import type { Words } from './words.ts';

/** The alert, with the people who wait for what it tells: all of them named, each called on their own platform. */
export function callTo(people: readonly Mention[], words: Words): Words {
  if (people.length === 0) return words;
  const names = [...new Set(people.map(({ name }) => name))].join(', ');
  const text = `Asked for by ${names}.`;
  const { reply } = words;
  const blocks = [...reply.blocks, { kind: 'text' as const, text }];
  return { ...words, reply: { ...reply, blocks, mentions: people } };
}
