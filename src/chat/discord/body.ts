import type { Block } from '../../command/reply.ts';
import { partOf } from './parts.ts';

export type Body = { text: string; isWhole: boolean };

const mostParts = 30;
const roomForCount = 40;

/** What the blocks say, in at most `room` characters (1,000 or more); what does not fit is counted. */
export function renderBody(blocks: readonly Block[], room: number): Body {
  const all = blocks.map(partOf).filter((part) => part !== null);
  const parts = all.slice(0, mostParts);
  // Each part takes its own length and the line break after it.
  const sizes = parts.map(({ whole }) => (whole === null ? Infinity : whole.length + 1));
  const most = fairShare(sizes, room - roomForCount);
  const texts = parts.map(({ whole, within }) =>
    whole !== null && whole.length < most ? whole : within(most - 1),
  );
  const left = all.length - parts.length;
  const isWhole = left === 0 && parts.every(({ whole }, index) => whole === texts[index]);
  return { text: [...texts, ...(left > 0 ? [`… ${left} more parts`] : [])].join('\n'), isWhole };
}

/** The most that each may take so that all of them fit: small ones whole, the rest in equal shares. */
function fairShare(sizes: readonly number[], room: number): number {
  let left = room;
  let count = sizes.length;
  for (const size of sizes.toSorted((a, b) => a - b)) {
    const share = Math.floor(left / count);
    if (size > share) return share;
    left -= size;
    count -= 1;
  }
  return Infinity;
}
